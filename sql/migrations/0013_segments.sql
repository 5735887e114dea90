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
-- Summaries and sets of users are kept for ended UTC days and months ("Ended days and months" in
-- docs/protocol.md). They count only while `events` and `bots` are those of `daily` for the period, so that
-- batches need not know of them.

-- Each value's views, events and users, a row for each dimension that has values. Dimension '': says that
-- the others are there.
CREATE TABLE summaries (
    site_id   text COLLATE "C" NOT NULL,
    period    text COLLATE "C" NOT NULL,
    start     date NOT NULL,
    dimension text COLLATE "C" NOT NULL,
    events    bigint NOT NULL,
    bots      bigint NOT NULL,
    body      bytea NOT NULL,
    made_at   timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (site_id, period, start, dimension)
);
-- The numbers of a site's users, given in order from 0 as their first day ends.
CREATE TABLE segment_users (
    site_id   text COLLATE "C" NOT NULL,
    user_hash bigint NOT NULL,
    number    integer NOT NULL,
    PRIMARY KEY (site_id, user_hash)
);
CREATE TABLE segment_user_counts (
    site_id  text COLLATE "C" PRIMARY KEY,
    numbered integer NOT NULL
) WITH (fillfactor = 50);
-- The users of a period by their numbers: `users`, a set; `numbers`, of a day, in the order of the hashes.
CREATE TABLE period_users (
    site_id text COLLATE "C" NOT NULL,
    period  text COLLATE "C" NOT NULL,
    start   date NOT NULL,
    events  bigint NOT NULL,
    users   bytea NOT NULL,
    numbers bytea,
    PRIMARY KEY (site_id, period, start)
);
ALTER TABLE summaries ALTER body SET STORAGE EXTERNAL;
ALTER TABLE period_users ALTER users SET STORAGE EXTERNAL, ALTER numbers SET STORAGE EXTERNAL;
