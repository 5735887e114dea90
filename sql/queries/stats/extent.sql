-- When a site's first and last events were, in microseconds since 1970, and the first and the last day that
-- other tools have counted, in days since then; NULLs for none. A few index probes, the segments of the first
-- day, and two probes for each of the dimensions $2.
SELECT (SELECT (extract(epoch FROM min(first_event_at)) * 1000000)::bigint
          FROM (SELECT first_event_at FROM segments WHERE site_id = $1 AND day = f.day
                 UNION ALL
                SELECT first_event_at FROM fresh WHERE site_id = $1 AND day = f.day) AS s),
       (SELECT (extract(epoch FROM last_event_at) * 1000000)::bigint FROM totals WHERE site_id = $1),
       (SELECT min(first) - DATE '1970-01-01'
          FROM unnest($2::text[]) AS d (name),
               LATERAL (SELECT min(day) AS first FROM imported_figures WHERE site_id = $1 AND dimension = name) AS i),
       (SELECT max(last) - DATE '1970-01-01'
          FROM unnest($2::text[]) AS d (name),
               LATERAL (SELECT max(day) AS last FROM imported_figures WHERE site_id = $1 AND dimension = name) AS i)
  FROM (SELECT min(day) AS day FROM daily WHERE site_id = $1) AS f
