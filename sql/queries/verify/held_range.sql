-- What of the days $1 to $2 can be verified: the first day that events still holds (NULL: all,
-- none was dropped), how many days before it daily knows, and whether nothing lies outside
-- of $1 to $2, so that the tables of all time can be verified too. Catalogue, daily, and of
-- events only what is outside, up to the first.
WITH bounds AS (
    SELECT pg_get_expr(c.relpartbound, c.oid) AS bound
      FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
     WHERE i.inhparent = 'events'::regclass
), held AS (
    SELECT CASE WHEN bool_or(bound LIKE '%FROM (MINVALUE)%') THEN '-infinity'
                ELSE min(substring(bound FROM 'FROM \(''([^'']+)''')::timestamptz)::date END AS first
      FROM bounds
)
SELECT CASE WHEN isfinite(held.first) THEN held.first - DATE '1970-01-01' END,
       (SELECT count(DISTINCT day) FROM daily WHERE day BETWEEN $1 AND $2 AND day < held.first),
       NOT EXISTS (SELECT FROM daily WHERE day < greatest($1, held.first) OR day > $2)
       AND NOT EXISTS (SELECT FROM events WHERE "timestamp" < $1::date OR "timestamp" >= $2::date + 1)
  FROM held
