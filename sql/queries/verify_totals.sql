-- As verify_traffic, for all time. Hashes the visitors gathered.
WITH users AS (
    SELECT site_id, count(*) AS users
      FROM (SELECT DISTINCT site_id, user_hash FROM verify_visitors) AS distinct_users
     GROUP BY 1
), figures AS (
    SELECT site_id, sum(events) AS events, max(last_event_at) AS last_event_at,
           sum(views) AS views, sum(bots) AS bots
      FROM verify_traffic GROUP BY 1
)
SELECT format('site %s', site_id),
       t.events || ' events, ' || t.views || ' views, ' || t.bots || ' of bots, ' || t.unique_users || ' users, last '
           || to_char(t.last_event_at, 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
       v.events || ' events, ' || v.views || ' views, ' || v.bots || ' of bots, ' || v.unique_users || ' users, last '
           || to_char(v.last_event_at, 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
       count(*) OVER ()
  FROM totals AS t
  FULL JOIN (SELECT site_id, events, views, bots, coalesce(users, 0) AS unique_users, last_event_at
               FROM figures LEFT JOIN users USING (site_id)) AS v USING (site_id)
 WHERE (t.events, t.views, t.bots, t.unique_users, t.last_event_at)
       IS DISTINCT FROM (v.events, v.views, v.bots, v.unique_users, v.last_event_at)
 ORDER BY site_id
 LIMIT 100
