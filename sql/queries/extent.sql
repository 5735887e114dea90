-- The first and the last slot that a site has anything of, in microseconds since 1970; NULLs for
-- none. Two index probes.
SELECT (extract(epoch FROM min(slot)) * 1000000)::bigint, (extract(epoch FROM max(slot)) * 1000000)::bigint
  FROM traffic
 WHERE site_id = $1
