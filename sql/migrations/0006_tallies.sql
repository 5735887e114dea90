-- For the top values of any range at a cost that does not grow with the texts: where a dimension
-- has many values, they get small numbers, and an ended slot's, day's or month's counts are kept by
-- these in one row. A tally is of `events` events: it counts only while the period still has as many,
-- so that batches need not know of it, and nobody waits for anybody.

-- The numbers, given in order, to the values of some tally.
CREATE TABLE value_numbers (
    site_id   text COLLATE "C" NOT NULL,
    dimension text COLLATE "C" NOT NULL,
    value     text COLLATE "C" NOT NULL,
    number    integer NOT NULL,
    PRIMARY KEY (site_id, dimension, value)
);
CREATE UNIQUE INDEX value_numbers_numbers ON value_numbers (site_id, dimension, number);

-- period: slot, day, month, of UTC; start: its first moment; counts: see docs/protocol.md. Dimension
-- '': no counts; says that the day, with its slots, or the month was looked at, whatever dimensions
-- were large enough.
CREATE TABLE tallies (
    site_id   text COLLATE "C" NOT NULL,
    period    text COLLATE "C" NOT NULL,
    start     timestamptz NOT NULL,
    dimension text COLLATE "C" NOT NULL,
    events    bigint NOT NULL,
    counts    bytea NOT NULL,
    PRIMARY KEY (site_id, period, start, dimension)
);
ALTER TABLE tallies ALTER COLUMN counts SET STORAGE EXTERNAL;

-- All time is the months and the days since: no need of a table that every batch adds to.
DROP TABLE breakdown_total;
