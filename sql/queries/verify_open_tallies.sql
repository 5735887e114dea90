-- The tallies of the range's slots, days and whole months that readers use, each site's and
-- dimension's together, then each day's: reads and sorts them once. Site, dimension, period, first
-- moment, counts.
DECLARE held_tallies NO SCROLL CURSOR FOR
SELECT site_id, dimension, period, (extract(epoch FROM start) * 1000000)::bigint, counts
  FROM tallies
  JOIN (SELECT site_id, 'slot' AS period, slot AS start, events FROM traffic WHERE slot >= $1::date AND slot < $2::date + 1
         UNION ALL
        SELECT site_id, 'day', day::timestamp AT TIME ZONE 'UTC', events FROM daily WHERE day BETWEEN $1 AND $2
         UNION ALL
        SELECT site_id, 'month', date_trunc('month', day)::date::timestamp AT TIME ZONE 'UTC', sum(events)
          FROM daily
         WHERE date_trunc('month', day) >= $1 AND date_trunc('month', day) + interval '1 month' <= $2::date + 1
         GROUP BY 1, 3) AS p USING (site_id, period, start, events)
 WHERE dimension <> ''
 ORDER BY site_id, dimension, period, start
