COPY events (site_id, event_type, path, user_id, "timestamp", received_at, processed_at,
             event_id, referrer, props, count)
FROM STDIN (FORMAT binary)
