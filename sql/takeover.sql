-- Makes the tables that the migrations 0001_spine to 0013_segments left (or 0014_ended_periods) those of
-- 0001_schema. What was counted by value, slot and user goes: `footfall rebuild`, which runs this in one
-- transaction, makes segments and figures anew from the events. Waits until nobody uses a table that it changes.

-- As whoever owns the tables: the worker has to.
DO $$ BEGIN EXECUTE format('SET LOCAL ROLE %s', (SELECT relowner::regrole FROM pg_class WHERE oid = 'daily'::regclass)); END $$;

DROP TABLE breakdown, breakdown_daily, breakdown_monthly, tallies, value_numbers, traffic, hourly, recent_views,
           recent_users, prop_dimensions, visitors, site_users, user_news, user_sets, user_numbers, user_counts;
DROP TABLE summaries, segment_users, segment_user_counts;
DROP TABLE IF EXISTS period_users, ended_periods;
ALTER TABLE daily DROP COLUMN unique_users, ALTER COLUMN bots DROP DEFAULT;
ALTER TABLE totals DROP COLUMN unique_users, ALTER COLUMN bots DROP DEFAULT;

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

DELETE FROM schema_migrations;
INSERT INTO schema_migrations (version, name) VALUES (1, '0001_schema');
