-- What the server may read, if there is a role for it (sql/roles.sql): figures and segments, what ingest has
-- to know, and how many rows there are of the two tables that it only counts. Never hash_key, and no event. A
-- table that is not named here is closed to it. A few catalogue look-ups.
DO $$
DECLARE
    readable text;
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'footfall_stats') THEN
        RETURN;
    END IF;
    FOREACH readable IN ARRAY ARRAY['daily', 'totals', 'fresh', 'segments', 'ended_periods', 'summaries', 'user_numbers',
                                    'user_counts', 'imported_figures', 'imports', 'sites', 'salts', 'workers'] LOOP
        IF to_regclass(readable) IS NOT NULL AND NOT has_table_privilege('footfall_stats', readable, 'SELECT') THEN
            EXECUTE format('GRANT SELECT ON %I TO footfall_stats', readable);
        END IF;
    END LOOP;
    IF NOT has_column_privilege('footfall_stats', 'quarantined_frames', 'quarantined_at', 'SELECT') THEN
        GRANT SELECT (rejected_at) ON rejected_events TO footfall_stats;
        GRANT SELECT (rejected) ON producers TO footfall_stats;
        GRANT SELECT (quarantined_at) ON quarantined_frames TO footfall_stats;
    END IF;
END $$
