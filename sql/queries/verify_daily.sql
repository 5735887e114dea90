-- As verify_traffic. Counts the visitors gathered by day.
WITH users AS (
    SELECT site_id, day, count(*) AS users FROM verify_visitors GROUP BY 1, 2
), figures AS (
    SELECT site_id, slot::date AS day, sum(events) AS events,
           sum(views) AS views, sum(bots) AS bots
      FROM verify_traffic GROUP BY 1, 2
)
SELECT format('site %s day %s', site_id, day),
       t.events || ' events, ' || t.views || ' views, ' || t.bots || ' of bots, ' || t.unique_users || ' users',
       v.events || ' events, ' || v.views || ' views, ' || v.bots || ' of bots, ' || v.unique_users || ' users', count(*) OVER ()
  FROM (SELECT * FROM daily WHERE day BETWEEN $1 AND $2) AS t
  FULL JOIN (SELECT site_id, day, events, views, bots, coalesce(users, 0) AS unique_users
               FROM figures LEFT JOIN users USING (site_id, day)) AS v USING (site_id, day)
 WHERE (t.events, t.views, t.bots, t.unique_users) IS DISTINCT FROM (v.events, v.views, v.bots, v.unique_users)
 ORDER BY site_id, day
 LIMIT 100
