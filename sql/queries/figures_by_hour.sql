-- Figures of each bucket, a UTC hour each, from $3 to before $4; $2 are their starts. A row an
-- hour, at most. Bots are not known by the hour.
SELECT width_bucket(hour, $2::timestamptz[]), sum(views), sum(events), NULL, sum(unique_users)
  FROM hourly
 WHERE site_id = $1 AND hour >= $3 AND hour < $4
 GROUP BY 1
