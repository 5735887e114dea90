-- Every site, with its UTC day so far; a probe a site.
SELECT t.site_id, to_char(t.last_event_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
       coalesce(d.views, 0), coalesce(d.unique_users, 0)
  FROM totals t
  LEFT JOIN daily d ON d.site_id = t.site_id AND d.day = $1
 ORDER BY t.site_id
