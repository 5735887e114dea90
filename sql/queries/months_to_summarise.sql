-- Sites' months from that of $1 to before $2 (a month's first day) whose days all have summaries of all their
-- events, none of them made in the last $3 seconds, and that have none themselves, or an old one that was
-- made 6 * $3 seconds ago or more: $4 at most. Reads daily, and a summary's row for each day and month.
SELECT m.site_id, m.start - DATE '1970-01-01', (m.start + interval '1 month')::date - DATE '1970-01-01'
  FROM (SELECT site_id, date_trunc('month', day)::date AS start, sum(events) AS events, sum(bots) AS bots
          FROM daily WHERE day >= date_trunc('month', $1::date) AND day < $2::date GROUP BY 1, 2) AS m,
       LATERAL (SELECT sum(events) AS events, sum(bots) AS bots, max(made_at) AS made_at
                  FROM summaries
                 WHERE site_id = m.site_id AND period = 'day' AND dimension = ''
                   AND start >= m.start AND start < m.start + interval '1 month') AS d
 WHERE NOT EXISTS (SELECT FROM summaries AS k
                    WHERE k.site_id = m.site_id AND k.period = 'month' AND k.start = m.start AND k.dimension = ''
                      AND ((k.events = m.events AND k.bots = m.bots)
                           OR k.made_at > now() - 6 * $3::bigint * interval '1 second'))
   AND d.events = m.events AND d.bots = m.bots AND d.made_at <= now() - $3::bigint * interval '1 second'
 ORDER BY m.site_id, m.start
 LIMIT $4::bigint
