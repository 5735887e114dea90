-- As verify_daily: for each site and day the rows that the segments hold and the figures beside them, both
-- against the events. The digest says whether the rows are the same.
WITH decoded AS (
    SELECT site_id, day, sum(rows) || '/' || to_hex(bit_xor(digest)) || '/' || sum(digest_sum) AS digest
      FROM verify_segment_rows GROUP BY 1, 2
), held AS (
    SELECT site_id, day, sum(row_count) || ' rows, ' || sum(events) || ' events, ' || sum(views) || ' views, ' || sum(bots)
                         || ' of bots, last ' || max(last_event_at) || ', digest ' || coalesce(max(digest), 'none') AS text
      FROM (SELECT site_id, day, row_count, events, views, bots, last_event_at FROM fresh WHERE day BETWEEN $1 AND $2
             UNION ALL
            SELECT site_id, day, row_count, events, views, bots, last_event_at FROM segments WHERE day BETWEEN $1 AND $2) AS s
      LEFT JOIN decoded USING (site_id, day)
     GROUP BY 1, 2
), counted AS (
    SELECT site_id, day, rows || ' rows, ' || events || ' events, ' || views || ' views, ' || bots || ' of bots, last '
                         || last_event_at || ', digest ' || rows || '/' || to_hex(digest) || '/' || digest_sum AS text
      FROM verify_figures
)
SELECT format('site %s day %s', site_id, day), held.text, counted.text, count(*) OVER ()
  FROM held FULL JOIN counted USING (site_id, day)
 WHERE held.text IS DISTINCT FROM counted.text
 ORDER BY site_id, day
 LIMIT 100
