-- As verify_daily, but reads the range's events itself: those of type footfall:imported.
WITH rows AS (
    SELECT site_id, "timestamp"::date AS day, props ->> 'dimension' AS dimension,
           coalesce(CASE props ->> 'dimension' WHEN 'path' THEN path WHEN 'referrer' THEN referrer
                                               WHEN 'source' THEN source
                                               ELSE props ->> 'value' END, '') AS value,
           (props ->> 'views')::bigint AS views, (props ->> 'visitors')::bigint AS visitors
      FROM events
     WHERE "timestamp" >= $1::date AND "timestamp" < $2::date + 1 AND event_type = 'footfall:imported'
), figures AS (
    SELECT site_id, dimension, day, value, sum(views) AS views, sum(visitors) AS visitors
      FROM (SELECT * FROM rows WHERE (value <> '') <> (dimension = 'total')
             UNION ALL
            SELECT site_id, day, 'pages', '', views, visitors FROM rows WHERE dimension = 'path' AND value <> '') AS r
     GROUP BY 1, 2, 3, 4
)
SELECT format('site %s day %s %s %s', site_id, day, dimension, value),
       t.views || ' views, ' || t.visitors || ' visitors', v.views || ' views, ' || v.visitors || ' visitors',
       count(*) OVER ()
  FROM (SELECT * FROM imported_figures WHERE day BETWEEN $1 AND $2) AS t
  FULL JOIN figures AS v USING (site_id, dimension, day, value)
 WHERE (t.views, t.visitors) IS DISTINCT FROM (v.views, v.visitors)
 ORDER BY site_id, day, dimension, value
 LIMIT 100
