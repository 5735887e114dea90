-- The hottest rows: last in the transaction, so that their locks are held the shortest. A probe a site.
INSERT INTO totals AS t (site_id, events, views, bots, last_event_at)
SELECT * FROM unnest($1::text[], $2::bigint[], $3::bigint[], $4::bigint[], $5::timestamptz[])
ON CONFLICT (site_id) DO UPDATE
   SET events = t.events + excluded.events, views = t.views + excluded.views, bots = t.bots + excluded.bots,
       last_event_at = greatest(t.last_event_at, excluded.last_event_at)
