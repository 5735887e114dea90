-- The hottest rows: last in the transaction, so that their locks are held the shortest.
INSERT INTO totals AS t (site_id, events, views, bots, unique_users, last_event_at)
SELECT * FROM unnest($1::text[], $2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[], $6::timestamptz[])
ON CONFLICT (site_id) DO UPDATE
   SET events = t.events + excluded.events, views = t.views + excluded.views,
       bots = t.bots + excluded.bots, unique_users = t.unique_users + excluded.unique_users,
       last_event_at = greatest(t.last_event_at, excluded.last_event_at)
