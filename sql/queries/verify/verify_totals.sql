-- As verify_daily, for all time. A row a site.
WITH figures AS (
    SELECT site_id, sum(events) AS events, sum(views) AS views, sum(bots) AS bots, max(last_event_at) AS last_event_at
      FROM verify_figures GROUP BY 1
)
SELECT format('site %s', site_id),
       t.events || ' events, ' || t.views || ' views, ' || t.bots || ' of bots, last '
           || to_char(t.last_event_at, 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
       v.events || ' events, ' || v.views || ' views, ' || v.bots || ' of bots, last '
           || to_char(v.last_event_at, 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
       count(*) OVER ()
  FROM totals AS t
  FULL JOIN figures AS v USING (site_id)
 WHERE (t.events, t.views, t.bots, t.last_event_at) IS DISTINCT FROM (v.events, v.views, v.bots, v.last_event_at)
 ORDER BY site_id
 LIMIT 100
