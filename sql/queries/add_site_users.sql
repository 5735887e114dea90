-- Users whom the site has never seen; one index probe for each visitor new to its day.
INSERT INTO site_users (site_id, user_hash)
SELECT s, h FROM unnest($1::text[], $2::bigint[]) AS u (s, h)
ON CONFLICT DO NOTHING
RETURNING site_id
