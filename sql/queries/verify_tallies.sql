-- The tallied values that are not what the rows of the breakdowns say.
SELECT format('site %s %s %s %s %s', site_id, period,
              CASE period WHEN 'slot' THEN to_char(start, 'YYYY-MM-DD"T"HH24:MI:SS"Z"') ELSE start::date::text END,
              dimension, value), held, counted, count(*) OVER ()
  FROM verify_unlike_tallies
 WHERE $1::date <= $2::date
 ORDER BY site_id, start, period, dimension, value
 LIMIT 100
