-- The segments $4 of a site, which are of the days from $2 to $3. A look at the key of each segment of these
-- days, and the body of those alone.
SELECT id, body FROM segments WHERE site_id = $1 AND day BETWEEN $2 AND $3 AND id = ANY($4)
 UNION ALL
SELECT id, body FROM fresh WHERE site_id = $1 AND day BETWEEN $2 AND $3 AND id = ANY($4)
