-- The tables of Footfall: raw events, the ledger of what is counted, and what reads are answered from.
--
-- site_id is in every key and in every read's predicate, so that the same statements run on one PostgreSQL
-- and on Citus. Texts are COLLATE "C": byte order, and no dependence on the system's locale. Nothing here
-- uses triggers, MERGE or sequences (Citus refuses them).

-- Every event as it was accepted: the source of truth, which no read of /stats touches. All that has
-- segments or figures below can be made anew from it (`footfall rebuild`). `count`: so many equal events.
-- `bot`: the name of one; bots are counted apart.
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
    count        integer NOT NULL,
    source       text COLLATE "C",
    utm_source   text COLLATE "C",
    utm_medium   text COLLATE "C",
    utm_campaign text COLLATE "C",
    utm_term     text COLLATE "C",
    utm_content  text COLLATE "C",
    browser      text COLLATE "C",
    os           text COLLATE "C",
    device       text COLLATE "C",
    country      text COLLATE "C",
    bot          text COLLATE "C"
) PARTITION BY RANGE ("timestamp");
CREATE INDEX events_timestamp ON events USING brin ("timestamp");

-- Makes the months' partitions up to two months ahead, and at the first call those of the last five years;
-- events_archive takes all that is older. CREATE, then ATTACH: PARTITION OF would wait for every writer. No
-- DEFAULT partition: attaching beside one scans it.
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

-- The ledger: which frames are counted. A row goes once the producer says that its frame is out of the
-- spool for good (producers.low); producers is never pruned, for a worker that slept through that must
-- still find its frame refused. `rejected`: how many events the producer has refused, by its own word.
CREATE TABLE ingest_frames (
    producer uuid NOT NULL,
    seq      bigint NOT NULL,
    PRIMARY KEY (producer, seq)
);
CREATE TABLE producers (
    producer uuid PRIMARY KEY,
    low      bigint NOT NULL,
    rejected bigint NOT NULL DEFAULT 0
);

-- Which client event ids have been counted: a keyed hash of site and id. `forever` for the importer's; the
-- others go 30 days after their first arrival.
CREATE TABLE event_ids (
    site_id text COLLATE "C" NOT NULL,
    id      uuid NOT NULL,
    arrived date NOT NULL,
    forever boolean NOT NULL,
    PRIMARY KEY (site_id, id)
);
CREATE INDEX event_ids_arrived ON event_ids USING brin (arrived);

-- 128 random bits that key every hash: nobody outside can make two users, or two ids, one.
CREATE TABLE hash_key (
    singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton),
    key       bytea NOT NULL
);
INSERT INTO hash_key (key)
SELECT substring(sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())) FOR 16);

-- The events of a site and UTC day by column (docs/protocol.md, "Segments"): `fresh` has small ones, as
-- batches wrote them, `segments` those that the compactor has made of them. An event is in one of the two,
-- once. A row never changes: `id`, random, never means another body.
--
-- `events` and `views` are without bots', with the counts that events may have; `row_count` is of all
-- events as they came. `raw_bytes`: of the body, decompressed.
CREATE TABLE fresh (
    site_id        text COLLATE "C" NOT NULL,
    day            date NOT NULL,
    id             bigint NOT NULL,
    row_count      integer NOT NULL,
    events         bigint NOT NULL,
    views          bigint NOT NULL,
    bots           bigint NOT NULL,
    users          integer NOT NULL,
    first_event_at timestamptz NOT NULL,
    last_event_at  timestamptz NOT NULL,
    raw_bytes      integer NOT NULL,
    body           bytea NOT NULL,
    made_at        timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (site_id, day, id)
);
CREATE TABLE segments (LIKE fresh INCLUDING CONSTRAINTS INCLUDING INDEXES INCLUDING DEFAULTS);
CREATE INDEX segments_made_at ON segments (made_at);
-- Compressed already.
ALTER TABLE fresh ALTER body SET STORAGE EXTERNAL;
ALTER TABLE segments ALTER body SET STORAGE EXTERNAL;
-- Every row of `fresh` is deleted within seconds. Vacuumed by count and without pauses, so that the table
-- stays as small as a minute's rows.
ALTER TABLE fresh SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000,
                       autovacuum_vacuum_cost_delay = 0, autovacuum_vacuum_insert_scale_factor = 0,
                       toast.autovacuum_vacuum_scale_factor = 0, toast.autovacuum_vacuum_threshold = 1000,
                       toast.autovacuum_vacuum_cost_delay = 0);

-- Figures of a site's UTC days, and of all time. `events` and `views` are without bots'.
CREATE TABLE daily (
    site_id text COLLATE "C" NOT NULL,
    day     date NOT NULL,
    events  bigint NOT NULL,
    views   bigint NOT NULL,
    bots    bigint NOT NULL,
    PRIMARY KEY (site_id, day)
) WITH (fillfactor = 50);
CREATE TABLE totals (
    site_id       text COLLATE "C" PRIMARY KEY,
    events        bigint NOT NULL,
    views         bigint NOT NULL,
    bots          bigint NOT NULL,
    last_event_at timestamptz NOT NULL
) WITH (fillfactor = 50);

-- What other tools have counted: page views and visitors by day, as their exports say. Recomputable from
-- the events of type footfall:imported, which are in no other figure. Visitors of a day are a sum here as
-- soon as two rows are added, and never mixed with exact users.
--
-- dimension: path, source, browser, ...; or 'total', of a day as the tool has it; or 'pages', the sum of
-- the day's paths. These two have the value ''.
CREATE TABLE imported_figures (
    site_id   text COLLATE "C" NOT NULL,
    dimension text COLLATE "C" NOT NULL,
    day       date NOT NULL,
    value     text COLLATE "C" NOT NULL,
    views     bigint NOT NULL,
    visitors  bigint NOT NULL,
    PRIMARY KEY (site_id, dimension, day, value)
);
-- What became of the events of each run of `footfall import`, for its last line. Added to in the
-- transaction that stores the events, so that it is exact. `counted`: stored; `already_counted`: their
-- event ids had been counted before; `rejected`: PostgreSQL refused them for their data. A run may have
-- events of several sites. Its rows go 30 days after the last of its events.
CREATE TABLE imports (
    import          uuid NOT NULL,
    site_id         text COLLATE "C" NOT NULL,
    counted         bigint NOT NULL,
    already_counted bigint NOT NULL,
    rejected        bigint NOT NULL,
    seen_at         timestamptz NOT NULL,
    PRIMARY KEY (import, site_id)
);

-- Each worker's heartbeat, for /pipeline.
CREATE TABLE workers (
    name              text COLLATE "C" PRIMARY KEY,
    state             text COLLATE "C" NOT NULL,
    seen_at           timestamptz NOT NULL,
    last_commit_at    timestamptz,
    events_per_second double precision NOT NULL,
    commit_ms         double precision NOT NULL
);

-- What PostgreSQL refused for its data, with the reason; everything else of its frame is stored. The event
-- is bytes: it may be the very text that PostgreSQL cannot take.
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

-- The sites that are registered. `origins`: those of its pages, as browsers send them
-- (https://shop.example); empty: any. Few rows, read whole; local on Citus.
CREATE TABLE sites (
    site_id  text COLLATE "C" PRIMARY KEY CHECK (octet_length(site_id) BETWEEN 1 AND 128),
    origins  text[] NOT NULL,
    added_at timestamptz NOT NULL
);
-- The secret of a UTC day: visitors without cookies are known by a hash that it is the key of. The workers
-- write it a week ahead and delete it when it has been over for a day; until then it shows, to whoever reads
-- it, whether an address that he guesses was there. A handful of rows; local on Citus.
CREATE TABLE salts (
    day  date PRIMARY KEY,
    salt bytea NOT NULL CHECK (octet_length(salt) = 32)
);
