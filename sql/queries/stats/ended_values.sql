-- The summaries of dimension $4 of some of a site's ended periods: their names $2 and starts $3; none of a
-- period without values. A probe for each.
SELECT s.body
  FROM unnest($2::text[], $3::date[]) AS p (period, start),
       LATERAL (SELECT body FROM summaries
                 WHERE site_id = $1 AND period = p.period AND start = p.start AND dimension = $4 OFFSET 0) AS s
