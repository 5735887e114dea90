-- The first and the last slot that a site has anything of, in microseconds since 1970, and the first and
-- the last day that other tools have counted, in days since then; NULLs for none. Two index probes, and
-- two for each of the dimensions $2.
SELECT (extract(epoch FROM min(slot)) * 1000000)::bigint, (extract(epoch FROM max(slot)) * 1000000)::bigint,
       (SELECT min(first) - DATE '1970-01-01'
          FROM unnest($2::text[]) AS d (name),
               LATERAL (SELECT min(day) AS first FROM imported_figures WHERE site_id = $1 AND dimension = name) AS i),
       (SELECT max(last) - DATE '1970-01-01'
          FROM unnest($2::text[]) AS d (name),
               LATERAL (SELECT max(day) AS last FROM imported_figures WHERE site_id = $1 AND dimension = name) AS i)
  FROM traffic
 WHERE site_id = $1
