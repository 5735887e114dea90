-- Sites' days before $2 with several segments of which one was made in the last $1 seconds, but none lately:
-- not for $3 seconds, and for as many again for each MiB that would be written anew, up to 30. At most $4.
-- A probe of the index for each of these days, and one for each of their segments.
SELECT s.site_id, s.day - DATE '1970-01-01', count(*), sum(s.raw_bytes)
  FROM (SELECT DISTINCT site_id, day FROM segments
         WHERE made_at >= now() - $1::bigint * interval '1 second' AND day < $2::date) AS d
  JOIN segments AS s ON s.site_id = d.site_id AND s.day = d.day
 GROUP BY s.site_id, s.day
HAVING count(*) > 1
   AND max(s.made_at) <= now() - $3::bigint * (1 + least(sum(s.raw_bytes) / 1048576, 30)) * interval '1 second'
 ORDER BY s.site_id, s.day
 LIMIT $4::bigint
