-- Distinct users from minute $2 to $3: a row a user and minute, of two hours at most.
SELECT count(DISTINCT user_hash) FROM recent_users WHERE site_id = $1 AND minute BETWEEN $2 AND $3
