INSERT INTO traffic AS t (site_id, slot, events, views, bots)
SELECT * FROM unnest($1::text[], $2::timestamptz[], $3::bigint[], $4::bigint[], $5::bigint[])
ON CONFLICT (site_id, slot) DO UPDATE
   SET events = t.events + excluded.events, views = t.views + excluded.views, bots = t.bots + excluded.bots
