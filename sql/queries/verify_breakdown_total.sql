-- As verify_traffic, for all time. Sums what was gathered, and hashes the table.
SELECT format('site %s %s %s', site_id, dimension, value),
       b.views, v.views, count(*) OVER ()
  FROM breakdown_total AS b
  FULL JOIN (SELECT site_id, dimension, value, sum(views) AS views
               FROM verify_breakdown GROUP BY 1, 2, 3) AS v
      USING (site_id, dimension, value)
 WHERE b.views IS DISTINCT FROM v.views
 ORDER BY site_id, dimension, value
 LIMIT 100
