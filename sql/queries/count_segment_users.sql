-- Adds $2 to how many numbers a site has given, and returns how many that makes. One row.
INSERT INTO segment_user_counts AS c (site_id, numbered) VALUES ($1, $2::integer)
ON CONFLICT (site_id) DO UPDATE SET numbered = c.numbered + excluded.numbered
RETURNING numbered
