-- The values with the numbers $3. An index probe for each.
SELECT number, value FROM value_numbers WHERE site_id = $1 AND dimension = $2 AND number = ANY($3::integer[])
