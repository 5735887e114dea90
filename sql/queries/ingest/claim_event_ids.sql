-- The ids that are new; one index probe an id. Sorted, so that two workers cannot deadlock.
INSERT INTO event_ids (site_id, id, arrived, forever)
SELECT s, i, $3, f <> 0 FROM unnest($1::text[], $2::uuid[], $4::integer[]) AS e (s, i, f)
ON CONFLICT DO NOTHING
RETURNING site_id, id
