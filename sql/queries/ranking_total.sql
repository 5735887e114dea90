-- As ranking, for all time: a row a value.
WITH sums AS (
    SELECT value, views FROM breakdown_total
     WHERE site_id = $1 AND dimension = $2
       AND ($3 = '' OR strpos(lower(value COLLATE "default"), lower($3 COLLATE "default")) > 0)
)
SELECT (SELECT count(*) FROM sums), top.value, top.views
  FROM (SELECT 1) AS one
  LEFT JOIN (SELECT value, views FROM sums ORDER BY views DESC, value LIMIT $4 OFFSET $5) AS top ON true
 ORDER BY top.views DESC, top.value
