-- A UTC day's figures and top paths, in one snapshot: a row a path, at least one row.
-- One probe of daily; the day's paths are sorted, 10 ms at 50,000.
SELECT coalesce(d.views, 0), coalesce(d.unique_users, 0), coalesce(d.events, 0), coalesce(d.bots, 0), top.value, top.views
  FROM (SELECT 1) AS one
  LEFT JOIN daily d ON d.site_id = $1 AND d.day = $2
  LEFT JOIN (SELECT value, views FROM breakdown_daily
              WHERE site_id = $1 AND day = $2 AND dimension = 'path'
              ORDER BY views DESC, value LIMIT $3) AS top ON true
 ORDER BY top.views DESC, top.value
