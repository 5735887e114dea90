-- The numbers of the values with $3 in them. Reads all values of the dimension that have one.
SELECT number FROM value_numbers
 WHERE site_id = $1 AND dimension = $2 AND strpos(lower(value COLLATE "default"), lower($3 COLLATE "default")) > 0
