-- What other tools have counted of each value of dimension $2 with $3 in it on the days from $4 to $5. A
-- row for each value of a day.
SELECT value, sum(views), sum(visitors)
  FROM imported_figures
 WHERE site_id = $1 AND dimension = $2 AND day BETWEEN $4 AND $5
   AND ($3 = '' OR strpos(lower(value COLLATE "default"), lower($3 COLLATE "default")) > 0)
 GROUP BY value
