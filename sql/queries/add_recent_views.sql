INSERT INTO recent_views AS r (site_id, minute, path, views)
SELECT * FROM unnest($1::text[], $2::timestamptz[], $3::text[], $4::bigint[])
ON CONFLICT (site_id, minute, path) DO UPDATE SET views = r.views + excluded.views
