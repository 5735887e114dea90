-- As verify_traffic, of whole months only. Sums what was gathered by month, and hashes the
-- range's rows.
SELECT format('site %s month %s %s %s', site_id, month, dimension, value),
       b.views, v.views, count(*) OVER ()
  FROM (SELECT * FROM breakdown_monthly WHERE month >= $1 AND (month + interval '1 month')::date <= $2 + 1) AS b
  FULL JOIN (SELECT site_id, date_trunc('month', slot)::date AS month, dimension, value, sum(views) AS views
               FROM verify_breakdown
              WHERE date_trunc('month', slot) >= $1 AND date_trunc('month', slot) + interval '1 month' <= $2 + 1 GROUP BY 1, 2, 3, 4) AS v
      USING (site_id, month, dimension, value)
 WHERE b.views IS DISTINCT FROM v.views
 ORDER BY site_id, month, dimension, value
 LIMIT 100
