-- A site's values of a dimension by their numbers: as many rows.
SELECT number, value FROM value_numbers WHERE site_id = $1 AND dimension = $2
