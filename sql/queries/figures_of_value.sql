-- Views (events, of dimensions event_type and bot) of value $4 of dimension $3 in each bucket; $2 are the
-- buckets' starts. A probe a month $5, day $6 and slot $7; OFFSET 0 as in figures.
SELECT width_bucket(t, $2::timestamptz[]), sum(views)
  FROM (SELECT at::timestamp AT TIME ZONE 'UTC' AS t, views
          FROM unnest($5::date[]) AS m (at),
               LATERAL (SELECT views FROM breakdown_monthly
                         WHERE site_id = $1 AND month = at AND dimension = $3 AND value = $4 OFFSET 0) AS v
         UNION ALL
        SELECT at::timestamp AT TIME ZONE 'UTC', views
          FROM unnest($6::date[]) AS d (at),
               LATERAL (SELECT views FROM breakdown_daily
                         WHERE site_id = $1 AND day = at AND dimension = $3 AND value = $4 OFFSET 0) AS v
         UNION ALL
        SELECT at, views
          FROM unnest($7::timestamptz[]) AS s (at),
               LATERAL (SELECT views FROM breakdown
                         WHERE site_id = $1 AND slot = at AND dimension = $3 AND value = $4 OFFSET 0) AS v) AS f
 GROUP BY 1
