INSERT INTO hourly AS h (site_id, hour, events, views, unique_users)
SELECT * FROM unnest($1::text[], $2::timestamptz[], $3::bigint[], $4::bigint[], $5::bigint[])
ON CONFLICT (site_id, hour) DO UPDATE
   SET events = h.events + excluded.events, views = h.views + excluded.views,
       unique_users = h.unique_users + excluded.unique_users
