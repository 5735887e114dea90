INSERT INTO breakdown AS b (site_id, slot, dimension, value, views)
SELECT * FROM unnest($1::text[], $2::timestamptz[], $3::text[], $4::text[], $5::bigint[])
ON CONFLICT (site_id, slot, dimension, value) DO UPDATE SET views = b.views + excluded.views
