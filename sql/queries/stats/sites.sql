-- Every site, with its views and events on the UTC day $1; a probe a site. Sites of which there is nothing but what other
-- tools have counted come with the last of these days.
WITH RECURSIVE imported AS (
    (SELECT site_id FROM imported_figures ORDER BY site_id LIMIT 1)
     UNION ALL
    SELECT (SELECT f.site_id FROM imported_figures AS f WHERE f.site_id > i.site_id ORDER BY f.site_id LIMIT 1)
      FROM imported AS i WHERE i.site_id IS NOT NULL
), known AS (
    SELECT site_id, last_event_at FROM totals
     UNION ALL
    SELECT site_id, (SELECT max(day) FROM imported_figures AS f WHERE f.site_id = i.site_id)::timestamp AT TIME ZONE 'UTC'
      FROM imported AS i
     WHERE site_id IS NOT NULL AND NOT EXISTS (SELECT FROM totals AS t WHERE t.site_id = i.site_id)
)
SELECT k.site_id, to_char(k.last_event_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
       coalesce(d.views, 0), coalesce(d.events, 0)
  FROM known AS k
  LEFT JOIN daily AS d ON d.site_id = k.site_id AND d.day = $1
 ORDER BY k.site_id
