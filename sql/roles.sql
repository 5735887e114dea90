-- The two roles of a database: footfall_worker writes and owns the tables, footfall_stats (the
-- server) reads, and only what sql/queries/grant_reading.sql lists. `footfall up` runs this at
-- each start. On any other PostgreSQL an administrator runs it once, connected to Footfall's
-- database, as a superuser or as the database's owner with CREATEROLE, and gives the roles
-- their passwords:
--
--     psql -d footfall -f roles.sql -c '\password footfall_worker' -c '\password footfall_stats'
--
-- It may be run again at any time: what is right already is left alone.
DO $$
DECLARE
    role name;
    kind text;
    object text;
BEGIN
    FOREACH role IN ARRAY ARRAY['footfall_worker', 'footfall_stats'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role) THEN
            EXECUTE format('CREATE ROLE %I LOGIN', role);
        END IF;
    END LOOP;

    -- Whoever is no superuser may give tables only to a role that it is a member of.
    IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
        GRANT footfall_worker TO CURRENT_USER;
    END IF;

    -- Before PostgreSQL 15 everybody may create there.
    REVOKE CREATE ON SCHEMA public FROM PUBLIC;
    GRANT USAGE, CREATE ON SCHEMA public TO footfall_worker;
    GRANT USAGE ON SCHEMA public TO footfall_stats;

    -- What a worker made under another role, before there were these; not what belongs to an
    -- extension.
    FOR kind, object IN
        SELECT 'TABLE', oid::regclass::text FROM pg_class c
         WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
           AND relowner <> 'footfall_worker'::regrole
           AND NOT EXISTS (SELECT FROM pg_depend WHERE classid = 'pg_class'::regclass AND objid = c.oid AND deptype = 'e')
        UNION ALL
        SELECT 'FUNCTION', oid::regprocedure::text FROM pg_proc p
         WHERE pronamespace = 'public'::regnamespace
           AND proowner <> 'footfall_worker'::regrole
           AND NOT EXISTS (SELECT FROM pg_depend WHERE classid = 'pg_proc'::regclass AND objid = p.oid AND deptype = 'e')
    LOOP
        EXECUTE format('ALTER %s %s OWNER TO footfall_worker', kind, object);
    END LOOP;
END $$;

-- The permissions are what holds; these spare the database a mistake of the reader's.
ALTER ROLE footfall_stats SET default_transaction_read_only = on;
ALTER ROLE footfall_stats SET statement_timeout = '5s';
