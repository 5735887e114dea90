INSERT INTO recent_users (site_id, minute, user_hash)
SELECT * FROM unnest($1::text[], $2::timestamptz[], $3::bigint[])
ON CONFLICT DO NOTHING
