-- Of some users, those who have a number. An index probe for each; in the order of the index,
-- which is two to three times as fast as in another.
SELECT user_hash, number FROM user_numbers WHERE site_id = $1 AND user_hash = ANY($2::bigint[])
