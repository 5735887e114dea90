INSERT INTO quarantined_frames (producer, seq, quarantined_at, reason, body)
VALUES ($1, $2, $3, $4, decode($5, 'base64'))
ON CONFLICT DO NOTHING
