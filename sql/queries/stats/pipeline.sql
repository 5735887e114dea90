-- Every worker of the last day, by name; stale if nothing is heard of it any more. By the
-- database's clock, as note_worker. The whole of a tiny table.
SELECT name, CASE WHEN seen_at < now() - interval '10 seconds' THEN 'stale' ELSE state END,
       to_char(last_commit_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
       CASE WHEN seen_at < now() - interval '10 seconds' THEN 0 ELSE round(events_per_second::numeric, 1) END,
       round(commit_ms::numeric, 1)
  FROM workers
 ORDER BY name
