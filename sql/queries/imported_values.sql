-- The sums of the values of dimension $2 with $3 in them that other tools have counted on the days
-- from $4 to $5; NULLs if there are none. A row for each value of a day.
SELECT sum(views)::bigint, sum(visitors)::bigint
  FROM imported_figures
 WHERE site_id = $1 AND dimension = $2 AND day BETWEEN $4 AND $5
   AND ($3 = '' OR strpos(lower(value COLLATE "default"), lower($3 COLLATE "default")) > 0)
