-- What tallies of dimension $2 of the period $3, slots of a day or that day or month itself, from $4
-- on are made of: as many rows, by their first moments.
SELECT (extract(epoch FROM slot) * 1000000)::bigint AS start, value, views
  FROM breakdown
 WHERE $3 = 'slot' AND site_id = $1 AND slot >= $4::timestamptz AND slot < $4::timestamptz + interval '1 day' AND dimension = $2
 UNION ALL
SELECT (extract(epoch FROM day) * 1000000)::bigint, value, views
  FROM breakdown_daily WHERE $3 = 'day' AND site_id = $1 AND day = $4::timestamptz::date AND dimension = $2
 UNION ALL
SELECT (extract(epoch FROM month) * 1000000)::bigint, value, views
  FROM breakdown_monthly WHERE $3 = 'month' AND site_id = $1 AND month = $4::timestamptz::date AND dimension = $2
