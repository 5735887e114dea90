-- Gives users without a number theirs.
INSERT INTO user_numbers (site_id, user_hash, number)
SELECT $1, h, n FROM unnest($2::bigint[], $3::integer[]) AS u (h, n)
