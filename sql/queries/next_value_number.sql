-- The first number that no value of dimension $2 has. One index probe.
SELECT coalesce(max(number) + 1, 0) FROM value_numbers WHERE site_id = $1 AND dimension = $2
