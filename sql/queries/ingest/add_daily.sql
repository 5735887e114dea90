-- A probe for each site and day of the batch.
INSERT INTO daily AS d (site_id, day, events, views, bots)
SELECT * FROM unnest($1::text[], $2::date[], $3::bigint[], $4::bigint[], $5::bigint[])
ON CONFLICT (site_id, day) DO UPDATE
   SET events = d.events + excluded.events, views = d.views + excluded.views, bots = d.bots + excluded.bots
