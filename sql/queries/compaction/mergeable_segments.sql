-- What there is of some sites' days, without the bodies: all of `segments`, and $3 rows a day of `fresh`.
-- A probe of each table's index for each day.
SELECT k.n, true, f.id, f.row_count, f.events, f.views, f.bots, f.raw_bytes,
       (extract(epoch FROM f.first_event_at) * 1000000)::bigint, (extract(epoch FROM f.last_event_at) * 1000000)::bigint
  FROM unnest($1::text[], $2::date[]) WITH ORDINALITY AS k (site_id, day, n),
       LATERAL (SELECT * FROM fresh WHERE site_id = k.site_id AND day = k.day LIMIT $3::bigint) AS f
 UNION ALL
SELECT k.n, false, s.id, s.row_count, s.events, s.views, s.bots, s.raw_bytes,
       (extract(epoch FROM s.first_event_at) * 1000000)::bigint, (extract(epoch FROM s.last_event_at) * 1000000)::bigint
  FROM unnest($1::text[], $2::date[]) WITH ORDINALITY AS k (site_id, day, n),
       LATERAL (SELECT * FROM segments WHERE site_id = k.site_id AND day = k.day OFFSET 0) AS s
