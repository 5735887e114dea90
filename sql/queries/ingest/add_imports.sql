-- Adds a batch's events to the imports that they are of: a row an import and site, sorted, so that
-- two workers cannot deadlock.
INSERT INTO imports AS i (import, site_id, counted, already_counted, rejected, seen_at)
SELECT u, s, c, a, r, $6
  FROM unnest($1::uuid[], $2::text[], $3::bigint[], $4::bigint[], $5::bigint[]) AS n (u, s, c, a, r)
ON CONFLICT (import, site_id) DO UPDATE
   SET counted = i.counted + excluded.counted, already_counted = i.already_counted + excluded.already_counted,
       rejected = i.rejected + excluded.rejected, seen_at = greatest(i.seen_at, excluded.seen_at)
