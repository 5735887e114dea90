-- Gives values without a number theirs.
INSERT INTO value_numbers (site_id, dimension, value, number)
SELECT $1, $2, v, n FROM unnest($3::text[], $4::integer[]) AS u (v, n)
