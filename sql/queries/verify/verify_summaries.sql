-- As verify_daily: each value of each dimension in the ended periods. Reads the range's events once, and hashes
-- each value with its user, for the day and for the month.
WITH values_of_users AS (
    SELECT e.site_id, period, start, dimension, value, CASE WHEN bot IS NULL THEN nullif(user_id, '') END AS user_id,
           sum(count) AS events, coalesce(sum(count) FILTER (WHERE bot IS NULL AND event_type = 'page_view'), 0) AS views
      FROM events AS e
     CROSS JOIN LATERAL (VALUES ('day', "timestamp"::date), ('month', date_trunc('month', "timestamp")::date)) AS t (period, start)
      JOIN verify_periods AS p USING (site_id, period, start)
     CROSS JOIN LATERAL (VALUES ('event_type', event_type), ('path', path), ('referrer', referrer), ('source', source),
                                ('utm_source', utm_source), ('utm_medium', utm_medium), ('utm_campaign', utm_campaign),
                                ('utm_term', utm_term), ('utm_content', utm_content), ('browser', browser), ('os', os),
                                ('device', device), ('country', country), ('bot', bot)) AS d (dimension, value)
     WHERE "timestamp" >= $1::date AND "timestamp" < $2::date + 1 AND event_type <> 'footfall:imported'
       AND value <> '' AND (bot IS NULL OR dimension = 'bot')
     GROUP BY 1, 2, 3, 4, 5, 6
), counted AS (
    SELECT site_id, period, start, dimension, value, sum(views) AS views, sum(events) AS events, count(user_id) AS users
      FROM values_of_users GROUP BY 1, 2, 3, 4, 5
)
SELECT format('site %s %s %s %s %s', site_id, period, start, dimension, value),
       t.views || ' views, ' || t.events || ' events' || coalesce(', ' || t.users || ' users', ''),
       v.views || ' views, ' || v.events || ' events, ' || v.users || ' users', count(*) OVER ()
  FROM verify_values AS t
  FULL JOIN counted AS v USING (site_id, period, start, dimension, value)
 WHERE (t.views, t.events, coalesce(t.users, v.users)) IS DISTINCT FROM (v.views, v.events, v.users)
 ORDER BY site_id, start, period, dimension, value
 LIMIT 100
