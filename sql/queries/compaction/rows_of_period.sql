-- How many rows the segments of a site's days from $2 to before $3 have. A row read for each.
SELECT coalesce(sum(row_count), 0)::bigint FROM segments WHERE site_id = $1 AND day >= $2::date AND day < $3::date
