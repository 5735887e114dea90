-- As verify_traffic: for each site and day the rows that the segments hold and the figures beside them,
-- both against the events. The digest says whether the rows are the same.
WITH rows AS (
    SELECT kind, site_id, day, sum(rows) AS rows, bit_xor(digest) AS digest, sum(digest_sum) AS digest_sum
      FROM verify_rows GROUP BY 1, 2, 3
), figures AS (
    SELECT site_id, day, sum(row_count) AS rows, sum(events) AS events, sum(views) AS views, sum(bots) AS bots,
           max(last_event_at) AS last
      FROM (SELECT site_id, day, row_count, events, views, bots, last_event_at FROM fresh WHERE day BETWEEN $1 AND $2
             UNION ALL
            SELECT site_id, day, row_count, events, views, bots, last_event_at FROM segments WHERE day BETWEEN $1 AND $2) AS s
     GROUP BY 1, 2
), held AS (
    SELECT site_id, day, f.rows || ' rows, ' || f.events || ' events, ' || f.views || ' views, ' || f.bots || ' of bots, last '
                         || f.last || ', digest ' || coalesce(r.rows || '/' || to_hex(r.digest) || '/' || r.digest_sum, 'none') AS text
      FROM figures AS f LEFT JOIN (SELECT * FROM rows WHERE kind = 'segments') AS r USING (site_id, day)
), counted AS (
    SELECT site_id, day, r.rows || ' rows, ' || t.events || ' events, ' || t.views || ' views, ' || t.bots || ' of bots, last '
                         || t.last || ', digest ' || r.rows || '/' || to_hex(r.digest) || '/' || r.digest_sum AS text
      FROM (SELECT * FROM rows WHERE kind = 'events') AS r
      JOIN (SELECT site_id, slot::date AS day, sum(events) AS events, sum(views) AS views, sum(bots) AS bots,
                   max(last_event_at) AS last
              FROM verify_traffic GROUP BY 1, 2) AS t USING (site_id, day)
)
SELECT format('site %s day %s', site_id, day), held.text, counted.text, count(*) OVER ()
  FROM held FULL JOIN counted USING (site_id, day)
 WHERE held.text IS DISTINCT FROM counted.text
 ORDER BY site_id, day
 LIMIT 100
