-- The spine: raw events, the ledger, and the rollups that /stats reads.
--
-- site_id is in every key and in every read's predicate, so that the same statements run on
-- one PostgreSQL and on Citus. Texts are COLLATE "C": byte order, and no dependence on the
-- system's locale. Nothing here uses triggers, MERGE or sequences (Citus refuses them).

-- Every event as it was accepted. The source of truth; no read of /stats comes here.
CREATE TABLE events (
    site_id      text COLLATE "C" NOT NULL,
    event_type   text COLLATE "C" NOT NULL,
    path         text COLLATE "C",
    user_id      text COLLATE "C",
    "timestamp"  timestamptz NOT NULL,
    received_at  timestamptz NOT NULL,
    processed_at timestamptz NOT NULL,
    event_id     text COLLATE "C",
    referrer     text COLLATE "C",
    props        jsonb,
    count        integer NOT NULL
) PARTITION BY RANGE ("timestamp");
CREATE INDEX events_timestamp ON events USING brin ("timestamp");

-- Makes the months' partitions up to two months ahead, and at the first call those of the
-- last five years; events_archive takes all that is older. CREATE, then ATTACH: PARTITION OF
-- would wait for every writer. No DEFAULT partition: attaching beside one scans it.
CREATE FUNCTION prepare_event_partitions() RETURNS void
LANGUAGE plpgsql SET timezone = 'UTC' AS $$
DECLARE
    this_month date := date_trunc('month', now());
    month date;
    name text;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('footfall event partitions'));
    SELECT max(to_date(substr(c.relname, 8), 'YYYYMM')) INTO month
      FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
     WHERE i.inhparent = 'events'::regclass AND c.relname ~ '^events_[0-9]{6}$';
    IF month IS NULL THEN
        month := this_month - interval '60 months';
        CREATE TABLE events_archive (LIKE events INCLUDING DEFAULTS INCLUDING CONSTRAINTS);
        EXECUTE format('ALTER TABLE events ATTACH PARTITION events_archive FOR VALUES FROM (MINVALUE) TO (%L)', month);
    ELSE
        month := month + interval '1 month';
    END IF;
    WHILE month <= this_month + interval '2 months' LOOP
        name := 'events_' || to_char(month, 'YYYYMM');
        EXECUTE format('CREATE TABLE %I (LIKE events INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', name);
        EXECUTE format('ALTER TABLE events ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)',
                       name, month, (month + interval '1 month')::date);
        month := month + interval '1 month';
    END LOOP;
END $$;

-- The ledger: which frames are counted. A row goes once the producer says that its frame is
-- out of the spool for good (producers.low); producers is never pruned, for a worker that
-- slept through that must still find its frame refused.
CREATE TABLE ingest_frames (
    producer uuid NOT NULL,
    seq      bigint NOT NULL,
    PRIMARY KEY (producer, seq)
);
CREATE TABLE producers (
    producer uuid PRIMARY KEY,
    low      bigint NOT NULL
);

-- Which client event ids have been counted: a keyed hash of site and id. `forever` for the
-- importer's; the others go 30 days after their first arrival.
CREATE TABLE event_ids (
    site_id text COLLATE "C" NOT NULL,
    id      uuid NOT NULL,
    arrived date NOT NULL,
    forever boolean NOT NULL,
    PRIMARY KEY (site_id, id)
);
CREATE INDEX event_ids_arrived ON event_ids USING brin (arrived);

-- What PostgreSQL refused for its data, with the reason; everything else of its frame is
-- stored. The event is bytes: it may be the very text that PostgreSQL cannot take.
CREATE TABLE rejected_events (
    rejected_at timestamptz NOT NULL,
    site_id     text COLLATE "C" NOT NULL,
    sqlstate    text COLLATE "C" NOT NULL,
    reason      text COLLATE "C" NOT NULL,
    event       bytea NOT NULL
);

-- Frames that cannot be decoded: kept whole, for a person to look at.
CREATE TABLE quarantined_frames (
    producer       uuid NOT NULL,
    seq            bigint NOT NULL,
    quarantined_at timestamptz NOT NULL,
    reason         text COLLATE "C" NOT NULL,
    body           bytea NOT NULL,
    PRIMARY KEY (producer, seq)
);

-- 128 random bits that key every hash: nobody outside can make two users, or two ids, one.
CREATE TABLE hash_key (
    singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton),
    key       bytea NOT NULL
);
INSERT INTO hash_key (key)
SELECT substring(sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())) FOR 16);

-- Events by type in UTC slots of 15 minutes: every time zone's hours and days are sums of them.
CREATE TABLE traffic (
    site_id    text COLLATE "C" NOT NULL,
    slot       timestamptz NOT NULL,
    event_type text COLLATE "C" NOT NULL,
    events     bigint NOT NULL,
    PRIMARY KEY (site_id, slot, event_type)
) WITH (fillfactor = 80);

-- Page views by a dimension's value (path, referrer, ...): by slot, by UTC day, for all time.
CREATE TABLE breakdown (
    site_id   text COLLATE "C" NOT NULL,
    slot      timestamptz NOT NULL,
    dimension text COLLATE "C" NOT NULL,
    value     text COLLATE "C" NOT NULL,
    views     bigint NOT NULL,
    PRIMARY KEY (site_id, slot, dimension, value)
) WITH (fillfactor = 80);
CREATE TABLE breakdown_daily (
    site_id   text COLLATE "C" NOT NULL,
    day       date NOT NULL,
    dimension text COLLATE "C" NOT NULL,
    value     text COLLATE "C" NOT NULL,
    views     bigint NOT NULL,
    PRIMARY KEY (site_id, day, dimension, value)
) WITH (fillfactor = 80);
CREATE TABLE breakdown_total (
    site_id   text COLLATE "C" NOT NULL,
    dimension text COLLATE "C" NOT NULL,
    value     text COLLATE "C" NOT NULL,
    views     bigint NOT NULL,
    PRIMARY KEY (site_id, dimension, value)
) WITH (fillfactor = 80);

-- In which of the day's 96 slots a user was seen. `fresh`: the slots that the last write
-- added, which is how the write learns what was new (queries/upsert_visitors.sql).
CREATE TABLE visitors (
    site_id   text COLLATE "C" NOT NULL,
    day       date NOT NULL,
    user_hash bigint NOT NULL,
    slots     bit(96) NOT NULL,
    fresh     bit(96) NOT NULL,
    PRIMARY KEY (site_id, day, user_hash)
) WITH (fillfactor = 80);

-- Every user that a site has ever had.
CREATE TABLE site_users (
    site_id   text COLLATE "C" NOT NULL,
    user_hash bigint NOT NULL,
    PRIMARY KEY (site_id, user_hash)
);

-- What /stats reads.
CREATE TABLE hourly (
    site_id      text COLLATE "C" NOT NULL,
    hour         timestamptz NOT NULL,
    events       bigint NOT NULL,
    views        bigint NOT NULL,
    unique_users bigint NOT NULL,
    PRIMARY KEY (site_id, hour)
) WITH (fillfactor = 50);
CREATE TABLE daily (
    site_id      text COLLATE "C" NOT NULL,
    day          date NOT NULL,
    events       bigint NOT NULL,
    views        bigint NOT NULL,
    unique_users bigint NOT NULL,
    PRIMARY KEY (site_id, day)
) WITH (fillfactor = 50);
CREATE TABLE totals (
    site_id       text COLLATE "C" PRIMARY KEY,
    events        bigint NOT NULL,
    views         bigint NOT NULL,
    unique_users  bigint NOT NULL,
    last_event_at timestamptz NOT NULL
) WITH (fillfactor = 50);
