-- Sites' days from $1 to before $2 whose events are all in segments, of which none was made lately, and that
-- are not kept with all their events: $4 at most. Lately: as for days_to_merge, with $3 seconds. Reads daily
-- for these days, and an ended period's row for each; for what it finds, the rows of the segments.
SELECT d.site_id, d.day - DATE '1970-01-01', d.day + 1 - DATE '1970-01-01'
  FROM daily AS d,
       LATERAL (SELECT sum(events) AS events, sum(bots) AS bots, max(made_at) AS made_at, sum(raw_bytes) AS raw_bytes
                  FROM segments WHERE site_id = d.site_id AND day = d.day) AS s
 WHERE d.day >= $1::date AND d.day < $2::date
   AND NOT EXISTS (SELECT FROM ended_periods AS k
                    WHERE k.site_id = d.site_id AND k.period = 'day' AND k.start = d.day
                      AND k.events = d.events AND k.bots = d.bots)
   AND s.events = d.events AND s.bots = d.bots
   AND s.made_at <= now() - $3::bigint * (1 + least(s.raw_bytes / 1048576, 30)) * interval '1 second'
 ORDER BY d.site_id, d.day
 LIMIT $4::bigint
