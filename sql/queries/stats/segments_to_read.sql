-- What there is of a site on the days from $2 to $3, of events from $4 to before $5: each segment without
-- its body, from which a question knows what it needs and what that costs. A row a segment, by the key.
SELECT id, day - DATE '1970-01-01', row_count, events, views, bots, raw_bytes
  FROM segments
 WHERE site_id = $1 AND day BETWEEN $2 AND $3 AND last_event_at >= $4 AND first_event_at < $5
 UNION ALL
SELECT id, day - DATE '1970-01-01', row_count, events, views, bots, raw_bytes
  FROM fresh
 WHERE site_id = $1 AND day BETWEEN $2 AND $3 AND last_event_at >= $4 AND first_event_at < $5
