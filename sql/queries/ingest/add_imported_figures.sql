INSERT INTO imported_figures AS i (site_id, dimension, day, value, views, visitors)
SELECT * FROM unnest($1::text[], $2::text[], $3::date[], $4::text[], $5::bigint[], $6::bigint[])
ON CONFLICT (site_id, dimension, day, value) DO UPDATE
   SET views = i.views + excluded.views, visitors = i.visitors + excluded.visitors
