-- One segment, wherever it is.
SELECT body FROM fresh WHERE site_id = $1 AND day = $2 AND id = $3
 UNION ALL
SELECT body FROM segments WHERE site_id = $1 AND day = $2 AND id = $3
