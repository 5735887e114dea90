INSERT INTO rejected_events (rejected_at, site_id, sqlstate, reason, event)
VALUES ($1, $2, $3, $4, convert_to($5, 'UTF8'))
