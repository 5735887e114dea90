INSERT INTO user_sets (site_id, period, start, users)
SELECT $1, p, s, u FROM unnest($2::text[], $3::timestamptz[], $4::bytea[]) AS put (p, s, u)
ON CONFLICT (site_id, period, start) DO UPDATE SET users = excluded.users
