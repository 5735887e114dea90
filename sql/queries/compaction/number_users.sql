-- Gives users without a number the numbers from $3 on, in the order of the list.
INSERT INTO user_numbers (site_id, user_hash, number)
SELECT $1, h, ($3::integer + n - 1)::integer FROM unnest($2::bigint[]) WITH ORDINALITY AS u (h, n)
