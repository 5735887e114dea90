COPY events (site_id, event_type, path, user_id, "timestamp", received_at, processed_at,
             event_id, referrer, props, count,
             source, utm_source, utm_medium, utm_campaign, utm_term, utm_content, browser, os, device, country, bot)
FROM STDIN (FORMAT binary)
