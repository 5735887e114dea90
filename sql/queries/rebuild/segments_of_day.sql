-- The keys of all segments of the UTC day $1. Reads the index of both tables, of all sites.
SELECT site_id, id FROM fresh WHERE day = $1
 UNION ALL
SELECT site_id, id FROM segments WHERE day = $1
