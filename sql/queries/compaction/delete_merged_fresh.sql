-- Deletes rows whose events another row has from now on. A probe of the index for each.
DELETE FROM fresh AS t
 USING unnest($1::text[], $2::date[], $3::bigint[]) AS k (site_id, day, id)
 WHERE t.site_id = k.site_id AND t.day = k.day AND t.id = k.id
RETURNING t.id
