-- Of some users, those who have a number. A probe of the index for each; fastest in the order of the hashes.
SELECT user_hash, number FROM user_numbers WHERE site_id = $1 AND user_hash = ANY($2::bigint[])
