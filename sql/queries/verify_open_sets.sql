-- The sets of the range, and of its whole months, each site's months and days together: reads
-- and sorts them once. Site, period, day, slot of the day, set.
DECLARE held_sets NO SCROLL CURSOR FOR
SELECT site_id, period, start::date - DATE '1970-01-01',
       date_part('hour', start)::integer * 4 + date_part('minute', start)::integer / 15, users
  FROM user_sets
 WHERE start >= $1::date
   AND CASE period WHEN 'month' THEN start + interval '1 month' <= $2::date + 1 ELSE start < $2::date + 1 END
 ORDER BY site_id, date_trunc('month', start), start::date
