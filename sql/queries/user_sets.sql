-- Some of a site's sets by period and start, with their places among those asked for. One index
-- probe a set; OFFSET 0 keeps it from reading all of the site's.
SELECT place::integer, s.users
  FROM unnest($2::text[], $3::timestamptz[]) WITH ORDINALITY AS asked (period, start, place),
       LATERAL (SELECT users FROM user_sets
                 WHERE site_id = $1 AND period = asked.period AND start = asked.start OFFSET 0) AS s
