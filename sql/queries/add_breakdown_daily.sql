INSERT INTO breakdown_daily AS b (site_id, day, dimension, value, views)
SELECT * FROM unnest($1::text[], $2::date[], $3::text[], $4::text[], $5::bigint[])
ON CONFLICT (site_id, day, dimension, value) DO UPDATE SET views = b.views + excluded.views
