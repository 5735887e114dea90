-- The next $4 values after $3 that have a number, in byte order.
SELECT number, value FROM value_numbers WHERE site_id = $1 AND dimension = $2 AND value > $3 ORDER BY value LIMIT $4
