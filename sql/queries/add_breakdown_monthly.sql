INSERT INTO breakdown_monthly AS b (site_id, month, dimension, value, views)
SELECT * FROM unnest($1::text[], $2::date[], $3::text[], $4::text[], $5::bigint[])
ON CONFLICT (site_id, month, dimension, value) DO UPDATE SET views = b.views + excluded.views
