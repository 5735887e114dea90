-- A site's figures of all time. One probe; at least one row.
SELECT coalesce(t.views, 0), coalesce(t.unique_users, 0), coalesce(t.events, 0), coalesce(t.bots, 0)
  FROM (SELECT 1) AS one
  LEFT JOIN totals AS t ON t.site_id = $1
