-- The tallies of dimension $2 of the months $3 and days $4 that are of all there is of these, with
-- how many numbers there are. A few probes a period; OFFSET 0 as in figures.
SELECT (SELECT max(number) + 1 FROM value_numbers WHERE site_id = $1 AND dimension = $2), period, start - DATE '1970-01-01', counts
  FROM (SELECT 'month' AS period, at AS start, counts
          FROM unnest($3::date[]) AS m (at),
               LATERAL (SELECT counts FROM tallies
                         WHERE site_id = $1 AND period = 'month' AND start = at AND dimension = $2
                           AND events = (SELECT sum(events) FROM daily
                                          WHERE site_id = $1 AND day >= at AND day < (at + interval '1 month')::date) OFFSET 0) AS t
         UNION ALL
        SELECT 'day', at, counts
          FROM unnest($4::date[]) AS d (at),
               LATERAL (SELECT counts FROM tallies
                         WHERE site_id = $1 AND period = 'day' AND start = at AND dimension = $2
                           AND events = (SELECT events FROM daily WHERE site_id = $1 AND day = at) OFFSET 0) AS t) AS found
