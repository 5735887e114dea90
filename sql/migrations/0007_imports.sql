-- What became of the events of each run of `footfall import`, for its last line. Added to in the
-- transaction that stores the events, so that it is exact. `counted`: stored; `already_counted`:
-- their event ids had been counted before; `rejected`: PostgreSQL refused them for their data. A run
-- may have events of several sites. Its rows go 30 days after the last of its events.
CREATE TABLE imports (
    import          uuid NOT NULL,
    site_id         text COLLATE "C" NOT NULL,
    counted         bigint NOT NULL,
    already_counted bigint NOT NULL,
    rejected        bigint NOT NULL,
    seen_at         timestamptz NOT NULL,
    PRIMARY KEY (import, site_id)
);
