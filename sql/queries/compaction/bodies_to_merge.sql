-- The bodies of rows of `fresh` ($1 to $3) and of `segments` ($4 to $6), each with its place in these lists.
-- A probe of the index for each.
SELECT k.n, true, f.body
  FROM unnest($1::text[], $2::date[], $3::bigint[]) WITH ORDINALITY AS k (site_id, day, id, n),
       LATERAL (SELECT body FROM fresh WHERE site_id = k.site_id AND day = k.day AND id = k.id OFFSET 0) AS f
 UNION ALL
SELECT k.n, false, s.body
  FROM unnest($4::text[], $5::date[], $6::bigint[]) WITH ORDINALITY AS k (site_id, day, id, n),
       LATERAL (SELECT body FROM segments WHERE site_id = k.site_id AND day = k.day AND id = k.id OFFSET 0) AS s
