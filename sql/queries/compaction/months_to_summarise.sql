-- Sites' months from that of $1 to before $2 (a month's first day) whose days are all kept with all their
-- events, none of them since the last $3 seconds, and that are not kept themselves, or were 6 * $3 seconds
-- ago or more, and are out of date: $4 at most. Reads daily, and an ended period's row for each day and month.
SELECT m.site_id, m.start - DATE '1970-01-01', (m.start + interval '1 month')::date - DATE '1970-01-01'
  FROM (SELECT site_id, date_trunc('month', day)::date AS start, sum(events) AS events, sum(bots) AS bots
          FROM daily WHERE day >= date_trunc('month', $1::date) AND day < $2::date GROUP BY 1, 2) AS m,
       LATERAL (SELECT sum(events) AS events, sum(bots) AS bots, max(made_at) AS made_at
                  FROM ended_periods
                 WHERE site_id = m.site_id AND period = 'day'
                   AND start >= m.start AND start < m.start + interval '1 month') AS d
 WHERE NOT EXISTS (SELECT FROM ended_periods AS k
                    WHERE k.site_id = m.site_id AND k.period = 'month' AND k.start = m.start
                      AND ((k.events = m.events AND k.bots = m.bots)
                           OR k.made_at > now() - 6 * $3::bigint * interval '1 second'))
   AND d.events = m.events AND d.bots = m.bots AND d.made_at <= now() - $3::bigint * interval '1 second'
 ORDER BY m.site_id, m.start
 LIMIT $4::bigint
