-- Reads the range's events once.
INSERT INTO verify_traffic (site_id, slot, events, views, bots, last_event_at)
SELECT site_id, date_bin('15 minutes', "timestamp", '2000-01-01'),
       coalesce(sum(count) FILTER (WHERE bot IS NULL), 0),
       coalesce(sum(count) FILTER (WHERE bot IS NULL AND event_type = 'page_view'), 0),
       coalesce(sum(count) FILTER (WHERE bot IS NOT NULL), 0), max("timestamp")
  FROM events
 WHERE "timestamp" >= $1::date AND "timestamp" < $2::date + 1 AND event_type <> 'footfall:imported'
 GROUP BY 1, 2
