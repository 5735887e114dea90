-- Reads the range's events once. A new dimension is a set, a WHEN, and a value of coalesce:
-- faster than a row for each dimension of an event.
INSERT INTO verify_breakdown (site_id, slot, dimension, value, views)
SELECT site_id, date_bin('15 minutes', "timestamp", '2000-01-01'),
       CASE WHEN grouping(path) = 0 THEN 'path'
            WHEN grouping(referrer) = 0 THEN 'referrer' END,
       coalesce(path, referrer), sum(count)
  FROM events
 WHERE "timestamp" >= $1::date AND "timestamp" < $2::date + 1 AND event_type = 'page_view'
 GROUP BY GROUPING SETS ((1, 2, path), (1, 2, referrer))
HAVING coalesce(path, referrer) <> ''
