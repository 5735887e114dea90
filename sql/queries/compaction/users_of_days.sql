-- The sets of users of a site's days from $2 to before $3. A row for each.
SELECT events, users FROM ended_periods
 WHERE site_id = $1 AND period = 'day' AND start >= $2::date AND start < $3::date
