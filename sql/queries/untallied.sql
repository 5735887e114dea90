-- The days and months from $1 on that ended before $2 and have no tally of all their events, a
-- site's together, $3 at most. Reads daily, and a tally for each of these periods.
SELECT site_id, period, start - DATE '1970-01-01', past - DATE '1970-01-01'
  FROM (SELECT site_id, 'day' AS period, day AS start, day + 1 AS past, events FROM daily WHERE day >= $1
         UNION ALL
        SELECT site_id, 'month', date_trunc('month', day)::date, (date_trunc('month', day) + interval '1 month')::date,
               sum(events)
          FROM daily WHERE date_trunc('month', day) >= $1 GROUP BY 1, 3, 4) AS p
 WHERE past <= $2
   AND events IS DISTINCT FROM (SELECT t.events FROM tallies AS t
                                 WHERE t.site_id = p.site_id AND t.period = p.period
                                   AND t.start = p.start::timestamp AT TIME ZONE 'UTC' AND t.dimension = '')
 ORDER BY site_id, start, period
 LIMIT $3
