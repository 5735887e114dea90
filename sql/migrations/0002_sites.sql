-- The sites that are registered. `origins`: those of its pages, as browsers send them
-- (https://shop.example); empty: any. Few rows, read whole; local on Citus.
CREATE TABLE sites (
    site_id  text COLLATE "C" PRIMARY KEY CHECK (octet_length(site_id) BETWEEN 1 AND 128),
    origins  text[] NOT NULL,
    added_at timestamptz NOT NULL
);
