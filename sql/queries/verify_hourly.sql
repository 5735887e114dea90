-- As verify_traffic. Counts the visitors gathered by day and pattern of hours, then a
-- pattern's hours; few patterns.
WITH users AS (
    SELECT site_id, day::timestamptz + make_interval(hours => h) AS hour, sum(users) AS users
      FROM (SELECT site_id, day, hours, count(*) AS users FROM verify_visitors GROUP BY 1, 2, 3) AS patterns
      JOIN generate_series(0, 23) AS h ON hours >> h & 1 = 1
     GROUP BY 1, 2
), figures AS (
    SELECT site_id, date_trunc('hour', slot) AS hour, sum(events) AS events,
           sum(views) AS views
      FROM verify_traffic GROUP BY 1, 2
)
SELECT format('site %s hour %s', site_id, to_char(hour, 'YYYY-MM-DD"T"HH24:MI:SS"Z"')),
       t.events || ' events, ' || t.views || ' views, ' || t.unique_users || ' users',
       v.events || ' events, ' || v.views || ' views, ' || v.unique_users || ' users', count(*) OVER ()
  FROM (SELECT * FROM hourly WHERE hour >= $1::date AND hour < $2::date + 1) AS t
  FULL JOIN (SELECT site_id, hour, events, views, coalesce(users, 0) AS unique_users
               FROM figures LEFT JOIN users USING (site_id, hour)) AS v USING (site_id, hour)
 WHERE (t.events, t.views, t.unique_users) IS DISTINCT FROM (v.events, v.views, v.unique_users)
 ORDER BY site_id, hour
 LIMIT 100
