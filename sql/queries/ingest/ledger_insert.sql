-- The frames that no transaction has entered before; one index probe a frame. Waits for
-- another worker that is just entering the same one.
INSERT INTO ingest_frames (producer, seq)
SELECT p, s FROM unnest($1::uuid[], $2::bigint[]) AS f (p, s) ORDER BY p, s
ON CONFLICT DO NOTHING
RETURNING producer, seq
