-- Adds to each site's totals what the sum of its days has more, both as this statement's snapshot has
-- them. So a batch that commits meanwhile, and adds to both, is in neither or in both.
INSERT INTO totals AS t (site_id, events, views, bots, last_event_at)
SELECT site_id, coalesce(d.events, 0) - coalesce(o.events, 0), coalesce(d.views, 0) - coalesce(o.views, 0),
       coalesce(d.bots, 0) - coalesce(o.bots, 0), coalesce(s.last_event_at, o.last_event_at)
  FROM (SELECT site_id, sum(events)::bigint AS events, sum(views)::bigint AS views, sum(bots)::bigint AS bots
          FROM daily GROUP BY site_id) AS d
  FULL JOIN totals AS o USING (site_id)
  LEFT JOIN (SELECT site_id, max(last_event_at) AS last_event_at
               FROM (SELECT site_id, last_event_at FROM fresh UNION ALL SELECT site_id, last_event_at FROM segments) AS both_kinds
              GROUP BY site_id) AS s USING (site_id)
 WHERE coalesce(s.last_event_at, o.last_event_at) IS NOT NULL
    ON CONFLICT (site_id) DO UPDATE
   SET events = t.events + excluded.events, views = t.views + excluded.views, bots = t.bots + excluded.bots,
       last_event_at = greatest(t.last_event_at, excluded.last_event_at)
