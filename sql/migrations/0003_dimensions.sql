-- What is known of an event beyond what its sender says, and rollups for it. Bots are counted
-- apart: of one, `events` has the event and the rollups only add to `bots`.

ALTER TABLE events
    ADD COLUMN bot          boolean NOT NULL DEFAULT false,
    ADD COLUMN source       text COLLATE "C",
    ADD COLUMN utm_source   text COLLATE "C",
    ADD COLUMN utm_medium   text COLLATE "C",
    ADD COLUMN utm_campaign text COLLATE "C",
    ADD COLUMN browser      text COLLATE "C",
    ADD COLUMN os           text COLLATE "C",
    ADD COLUMN device       text COLLATE "C",
    ADD COLUMN country      text COLLATE "C";

-- Events by type are a breakdown like any other; its `views` are events then.
INSERT INTO breakdown SELECT site_id, slot, 'event_type', event_type, events FROM traffic;
INSERT INTO breakdown_daily
SELECT site_id, (slot AT TIME ZONE 'UTC')::date, 'event_type', event_type, sum(events) FROM traffic GROUP BY 1, 2, 4;
INSERT INTO breakdown_total SELECT site_id, 'event_type', event_type, sum(events) FROM traffic GROUP BY 1, 3;

-- So that a long range adds few rows.
CREATE TABLE breakdown_monthly (
    site_id   text COLLATE "C" NOT NULL,
    month     date NOT NULL,
    dimension text COLLATE "C" NOT NULL,
    value     text COLLATE "C" NOT NULL,
    views     bigint NOT NULL,
    PRIMARY KEY (site_id, month, dimension, value)
) WITH (fillfactor = 80);
INSERT INTO breakdown_monthly
SELECT site_id, date_trunc('month', day)::date, dimension, value, sum(views) FROM breakdown_daily GROUP BY 1, 2, 3, 4;

-- Figures in UTC slots of 15 minutes: every time zone's hours and days are sums of them.
ALTER TABLE traffic RENAME TO traffic_by_type;
CREATE TABLE traffic (
    site_id text COLLATE "C" NOT NULL,
    slot    timestamptz NOT NULL,
    events  bigint NOT NULL,
    views   bigint NOT NULL,
    bots    bigint NOT NULL,
    CONSTRAINT traffic_slots PRIMARY KEY (site_id, slot)
) WITH (fillfactor = 50);
INSERT INTO traffic
SELECT site_id, slot, sum(events), coalesce(sum(events) FILTER (WHERE event_type = 'page_view'), 0), 0
  FROM traffic_by_type GROUP BY 1, 2;
DROP TABLE traffic_by_type;

ALTER TABLE daily ADD COLUMN bots bigint NOT NULL DEFAULT 0;
ALTER TABLE totals ADD COLUMN bots bigint NOT NULL DEFAULT 0;

-- The props that breakdowns are made of, and since which moment of writing (`processed_at`).
CREATE TABLE prop_dimensions (
    name  text COLLATE "C" PRIMARY KEY,
    since timestamptz NOT NULL
);

-- The last two hours by the minute, for what is going on right now.
CREATE TABLE recent_views (
    site_id text COLLATE "C" NOT NULL,
    minute  timestamptz NOT NULL,
    path    text COLLATE "C" NOT NULL, -- '' for views without one
    views   bigint NOT NULL,
    PRIMARY KEY (site_id, minute, path)
) WITH (fillfactor = 50);
CREATE TABLE recent_users (
    site_id   text COLLATE "C" NOT NULL,
    minute    timestamptz NOT NULL,
    user_hash bigint NOT NULL,
    PRIMARY KEY (site_id, minute, user_hash)
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
