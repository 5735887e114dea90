-- What other tools have counted of a site on each day from $2 to $3: as the tool's own totals say, or
-- else the sum of its pages ('total' comes after 'pages'). Two rows a day.
SELECT DISTINCT ON (day) day - DATE '1970-01-01', views, visitors
  FROM (SELECT day, dimension, views, visitors FROM imported_figures
         WHERE site_id = $1 AND dimension IN ('total', 'pages') AND day BETWEEN $2 AND $3) AS f
 ORDER BY day, dimension DESC
