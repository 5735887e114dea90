-- The sets of users of some of a site's ended periods: their names $2 and starts $3. A probe for each.
SELECT e.users
  FROM unnest($2::text[], $3::date[]) AS p (period, start),
       LATERAL (SELECT users FROM ended_periods WHERE site_id = $1 AND period = p.period AND start = p.start OFFSET 0) AS e
