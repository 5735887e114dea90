-- As verify_traffic. Sums what was gathered by day, and hashes the range's rows.
SELECT format('site %s day %s %s %s', site_id, day, dimension, value),
       b.views, v.views, count(*) OVER ()
  FROM (SELECT * FROM breakdown_daily WHERE day BETWEEN $1 AND $2) AS b
  FULL JOIN (SELECT site_id, slot::date AS day, dimension, value, sum(views) AS views
               FROM verify_breakdown GROUP BY 1, 2, 3, 4) AS v
      USING (site_id, day, dimension, value)
 WHERE b.views IS DISTINCT FROM v.views
 ORDER BY site_id, day, dimension, value
 LIMIT 100
