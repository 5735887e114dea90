-- The days from $2 to $3 on which a site has events, in order: their figures and, if they are kept with all
-- of these, since when (microseconds since 1970) and with how many users. And the months within these days that
-- are kept, with their last day plus one: whether with all events is for the reader to say. A row for each day,
-- and a probe.
SELECT d.day - DATE '1970-01-01', NULL::integer, d.views, d.events, d.bots,
       (extract(epoch FROM k.made_at) * 1000000)::bigint, k.user_count
  FROM daily AS d
  LEFT JOIN ended_periods AS k
    ON k.site_id = d.site_id AND k.period = 'day' AND k.start = d.day AND k.events = d.events AND k.bots = d.bots
 WHERE d.site_id = $1 AND d.day BETWEEN $2::date AND $3::date
 UNION ALL
SELECT start - DATE '1970-01-01', (start + interval '1 month')::date - DATE '1970-01-01', NULL, events, bots,
       (extract(epoch FROM made_at) * 1000000)::bigint, user_count
  FROM ended_periods
 WHERE site_id = $1 AND period = 'month' AND start >= $2::date AND start + interval '1 month' <= $3::date + 1
 ORDER BY 1
