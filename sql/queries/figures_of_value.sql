-- Views (events, of dimension event_type) of value $4 of dimension $3 in each bucket; $2 are the
-- buckets' starts. A probe a month, day and slot.
SELECT width_bucket(t, $2::timestamptz[]), sum(views)
  FROM (SELECT month::timestamp AT TIME ZONE 'UTC' AS t, views FROM breakdown_monthly
         WHERE site_id = $1 AND month = ANY ($5::date[]) AND dimension = $3 AND value = $4
         UNION ALL
        SELECT day::timestamp AT TIME ZONE 'UTC', views FROM breakdown_daily
         WHERE site_id = $1 AND day = ANY ($6::date[]) AND dimension = $3 AND value = $4
         UNION ALL
        SELECT slot, views FROM breakdown
         WHERE site_id = $1 AND slot = ANY ($7::timestamptz[]) AND dimension = $3 AND value = $4) AS v
 GROUP BY 1
