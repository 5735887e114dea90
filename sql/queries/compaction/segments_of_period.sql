-- The segments of a site's days from $2 to before $3, the bodies too. As long as they are.
SELECT row_count, body FROM segments WHERE site_id = $1 AND day >= $2::date AND day < $3::date
 ORDER BY day, id
