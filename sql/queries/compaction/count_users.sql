-- Adds $2 to how many numbers a site has given, and returns how many that makes. $3: random. One row.
INSERT INTO user_counts AS c (site_id, numbered, version) VALUES ($1, $2::integer, $3::bigint)
ON CONFLICT (site_id) DO UPDATE SET numbered = c.numbered + excluded.numbered, version = excluded.version
RETURNING numbered
