-- The days and months within $1 to $2 that are kept with all of their events. Reads the figures of these days
-- and the keys of what is kept.
INSERT INTO verify_periods
SELECT site_id, period, start, user_count
  FROM ended_periods
  JOIN (SELECT site_id, 'day' AS period, day AS start, events, bots FROM daily WHERE day BETWEEN $1 AND $2
         UNION ALL
        SELECT site_id, 'month', date_trunc('month', day)::date, sum(events)::bigint, sum(bots)::bigint
          FROM daily
         WHERE date_trunc('month', day) >= $1::date AND date_trunc('month', day) + interval '1 month' <= $2::date + 1
         GROUP BY 1, 3) AS figures USING (site_id, period, start, events, bots)
