-- Sites' days that have $1 small segments or more, or one that is $2 seconds old; those with the most first,
-- $3 at most. Reads all rows of `fresh`, which are those of a few seconds.
SELECT site_id, day - DATE '1970-01-01', least(count(*), 1000), sum(raw_bytes)
  FROM fresh
 GROUP BY site_id, day
HAVING count(*) >= $1::bigint OR min(made_at) <= now() - $2::bigint * interval '1 second'
 ORDER BY count(*) DESC
 LIMIT $3::bigint
