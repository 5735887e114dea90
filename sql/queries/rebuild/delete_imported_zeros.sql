-- Those of the rows with these keys that are left with nothing: one index probe each.
DELETE FROM imported_figures AS i
 USING unnest($1::text[], $2::text[], $3::date[], $4::text[]) AS k (site_id, dimension, day, value)
 WHERE i.site_id = k.site_id AND i.dimension = k.dimension AND i.day = k.day AND i.value = k.value
   AND i.views = 0 AND i.visitors = 0
