-- The $4 most viewed paths of the minutes from $2 to $3. A row a path and minute.
SELECT path, sum(views)
  FROM recent_views
 WHERE site_id = $1 AND minute BETWEEN $2 AND $3 AND path <> ''
 GROUP BY path
 ORDER BY sum(views) DESC, path
 LIMIT $4
