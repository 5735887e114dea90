-- The segments of the days $1 to $2. Reads the index of both tables.
SELECT site_id, day - DATE '1970-01-01', id FROM fresh WHERE day BETWEEN $1 AND $2
 UNION ALL
SELECT site_id, day - DATE '1970-01-01', id FROM segments WHERE day BETWEEN $1 AND $2
 ORDER BY 1, 2
