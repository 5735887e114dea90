-- The same for all time: one probe of totals; the site's paths are sorted, 10 ms at 50,000.
SELECT coalesce(t.views, 0), coalesce(t.unique_users, 0), coalesce(t.events, 0), coalesce(t.bots, 0), top.value, top.views
  FROM (SELECT 1) AS one
  LEFT JOIN totals t ON t.site_id = $1
  LEFT JOIN (SELECT value, views FROM breakdown_total
              WHERE site_id = $1 AND dimension = 'path'
              ORDER BY views DESC, value LIMIT $2) AS top ON true
 ORDER BY top.views DESC, top.value
