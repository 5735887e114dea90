-- The tallied values that are not what the rows of breakdown_daily and breakdown_monthly say.
SELECT format('site %s %s %s %s %s', site_id, period, start, dimension, value), held, counted, count(*) OVER ()
  FROM verify_unlike_tallies
 WHERE $1::date <= $2::date
 ORDER BY site_id, start, period, dimension, value
 LIMIT 100
