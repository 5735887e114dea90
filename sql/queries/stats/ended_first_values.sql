-- The first $5 bytes of what ended_values reads.
SELECT substr(s.body, 1, $5)
  FROM unnest($2::text[], $3::date[]) AS p (period, start),
       LATERAL (SELECT body FROM summaries
                 WHERE site_id = $1 AND period = p.period AND start = p.start AND dimension = $4 OFFSET 0) AS s
