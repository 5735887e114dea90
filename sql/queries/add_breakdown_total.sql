INSERT INTO breakdown_total AS b (site_id, dimension, value, views)
SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::bigint[])
ON CONFLICT (site_id, dimension, value) DO UPDATE SET views = b.views + excluded.views
