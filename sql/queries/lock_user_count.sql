-- Keeps any other builder from this site until the end of the transaction. One row.
INSERT INTO user_counts AS c (site_id, numbered) VALUES ($1, 0)
ON CONFLICT (site_id) DO UPDATE SET numbered = c.numbered
RETURNING numbered
