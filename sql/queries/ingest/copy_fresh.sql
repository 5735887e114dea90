COPY fresh (site_id, day, id, row_count, events, views, bots, users, first_event_at, last_event_at, raw_bytes, body)
FROM STDIN (FORMAT binary)
