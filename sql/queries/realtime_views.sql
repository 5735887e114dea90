-- Views of each minute from $2 to $3 that has some, in order; the minute in microseconds since
-- 1970. A row a path and minute.
SELECT (extract(epoch FROM minute) * 1000000)::bigint, sum(views)
  FROM recent_views
 WHERE site_id = $1 AND minute BETWEEN $2 AND $3
 GROUP BY minute
 ORDER BY minute
