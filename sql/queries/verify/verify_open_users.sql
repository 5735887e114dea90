-- The users of the days $1 to $2, for verify_fetch_users: the key of their hashes is not for SQL. Reads
-- the range's events once.
DECLARE users NO SCROLL CURSOR FOR
SELECT DISTINCT site_id, user_id
  FROM events
 WHERE "timestamp" >= $1::date AND "timestamp" < $2::date + 1 AND user_id <> '' AND bot IS NULL
