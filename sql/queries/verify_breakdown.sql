-- As verify_traffic. Hashes the range's rows, on disk if there are more than fit.
SELECT format('site %s slot %s %s %s', site_id, to_char(slot, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), dimension, value),
       b.views, v.views, count(*) OVER ()
  FROM (SELECT * FROM breakdown WHERE slot >= $1::date AND slot < $2::date + 1) AS b
  FULL JOIN verify_breakdown AS v USING (site_id, slot, dimension, value)
 WHERE b.views IS DISTINCT FROM v.views
 ORDER BY site_id, slot, dimension, value
 LIMIT 100
