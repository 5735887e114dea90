-- Reads the range's events once.
INSERT INTO verify_traffic (site_id, slot, event_type, events, last_event_at)
SELECT site_id, date_bin('15 minutes', "timestamp", '2000-01-01'), event_type, sum(count), max("timestamp")
  FROM events
 WHERE "timestamp" >= $1::date AND "timestamp" < $2::date + 1
 GROUP BY 1, 2, 3
