-- As ranking, but all values with $3 in them, with their numbers where they have one: a probe more
-- for each.
SELECT value, sum(views)::bigint,
       (SELECT number FROM value_numbers AS n WHERE n.site_id = $1 AND n.dimension = $2 AND n.value = v.value)
  FROM (SELECT value, views
          FROM unnest($4::date[]) AS m (at),
               LATERAL (SELECT value, views FROM breakdown_monthly
                         WHERE site_id = $1 AND month = at AND dimension = $2 OFFSET 0) AS v
         UNION ALL
        SELECT value, views
          FROM unnest($5::date[]) AS d (at),
               LATERAL (SELECT value, views FROM breakdown_daily
                         WHERE site_id = $1 AND day = at AND dimension = $2 OFFSET 0) AS v
         UNION ALL
        SELECT value, views
          FROM unnest($6::timestamptz[]) AS s (at),
               LATERAL (SELECT value, views FROM breakdown
                         WHERE site_id = $1 AND slot = at AND dimension = $2 OFFSET 0) AS v
         UNION ALL
        SELECT value, views FROM imported_figures
         WHERE site_id = $1 AND dimension = $2 AND day BETWEEN $7 AND $8 AND views > 0) AS v
 WHERE $3 = '' OR strpos(lower(value COLLATE "default"), lower($3 COLLATE "default")) > 0
 GROUP BY value
