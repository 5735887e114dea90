-- The tallies of the period $2 from $3, of $4 events.
INSERT INTO tallies (site_id, period, start, dimension, events, counts)
SELECT $1, $2, $3, d, $4, c FROM unnest($5::text[], $6::bytea[]) AS put (d, c)
ON CONFLICT (site_id, period, start, dimension) DO UPDATE SET events = excluded.events, counts = excluded.counts
