-- The ended UTC days and months of which summaries and users are kept ("Ended days and months" in
-- docs/protocol.md). `events` and `bots`: of which they were made; a row counts only while `daily` has as
-- many for the period, so that batches need not know of it. `users`: a set of numbers, `user_count` of them.
CREATE TABLE ended_periods (
    site_id    text COLLATE "C" NOT NULL,
    period     text COLLATE "C" NOT NULL,
    start      date NOT NULL,
    events     bigint NOT NULL,
    bots       bigint NOT NULL,
    user_count integer NOT NULL,
    made_at    timestamptz NOT NULL DEFAULT now(),
    users      bytea NOT NULL,
    PRIMARY KEY (site_id, period, start)
);
-- Each value's views, events and users in an ended period, a row for each dimension that has values.
CREATE TABLE summaries (
    site_id   text COLLATE "C" NOT NULL,
    period    text COLLATE "C" NOT NULL,
    start     date NOT NULL,
    dimension text COLLATE "C" NOT NULL,
    body      bytea NOT NULL,
    PRIMARY KEY (site_id, period, start, dimension)
);
ALTER TABLE ended_periods ALTER users SET STORAGE EXTERNAL;
ALTER TABLE summaries ALTER body SET STORAGE EXTERNAL;
-- The numbers of a site's users, given in order from 0 as their first day ends. `version`: random, and
-- another one whenever numbers are given.
CREATE TABLE user_numbers (
    site_id   text COLLATE "C" NOT NULL,
    user_hash bigint NOT NULL,
    number    integer NOT NULL,
    PRIMARY KEY (site_id, user_hash)
);
CREATE TABLE user_counts (
    site_id  text COLLATE "C" PRIMARY KEY,
    numbered integer NOT NULL,
    version  bigint NOT NULL
) WITH (fillfactor = 50);
