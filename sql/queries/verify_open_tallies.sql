-- The tallies of the range's days and whole months that readers use, each site's and dimension's
-- together: reads and sorts them once. Site, dimension, period, first day, counts.
DECLARE held_tallies NO SCROLL CURSOR FOR
SELECT site_id, dimension, period, start - DATE '1970-01-01', counts
  FROM tallies
  JOIN (SELECT site_id, 'day' AS period, day AS start, events FROM daily WHERE day BETWEEN $1 AND $2
         UNION ALL
        SELECT site_id, 'month', date_trunc('month', day)::date, sum(events)
          FROM daily
         WHERE date_trunc('month', day) >= $1 AND date_trunc('month', day) + interval '1 month' <= $2::date + 1
         GROUP BY 1, 3) AS p USING (site_id, period, start, events)
 WHERE dimension <> ''
 ORDER BY site_id, dimension, start
