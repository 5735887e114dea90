-- The tallies of periods $2 that begin at $3, of dimensions $4 and of $5 events.
INSERT INTO tallies (site_id, period, start, dimension, events, counts)
SELECT $1, $2, s, d, e, c FROM unnest($3::timestamptz[], $4::text[], $5::bigint[], $6::bytea[]) AS put (s, d, e, c)
ON CONFLICT (site_id, period, start, dimension) DO UPDATE SET events = excluded.events, counts = excluded.counts
