-- The tallies of dimension $2 of the months $3, days $4 and slots $5 that are of all there is of
-- these: how many numbers there are, period, its start, counts. A few probes a period; OFFSET 0 as
-- in figures.
SELECT (SELECT max(number) + 1 FROM value_numbers WHERE site_id = $1 AND dimension = $2), period,
       (extract(epoch FROM start) * 1000000)::bigint, counts
  FROM (SELECT 'month' AS period, t.*
          FROM unnest($3::date[]) AS m (at),
               LATERAL (SELECT start, counts FROM tallies
                         WHERE site_id = $1 AND period = 'month' AND start = at::timestamp AT TIME ZONE 'UTC' AND dimension = $2
                           AND events = (SELECT sum(events) FROM daily
                                          WHERE site_id = $1 AND day >= at AND day < (at + interval '1 month')::date) OFFSET 0) AS t
         UNION ALL
        SELECT 'day', t.*
          FROM unnest($4::date[]) AS d (at),
               LATERAL (SELECT start, counts FROM tallies
                         WHERE site_id = $1 AND period = 'day' AND start = at::timestamp AT TIME ZONE 'UTC' AND dimension = $2
                           AND events = (SELECT events FROM daily WHERE site_id = $1 AND day = at) OFFSET 0) AS t
         UNION ALL
        SELECT 'slot', t.*
          FROM unnest($5::timestamptz[]) AS s (at),
               LATERAL (SELECT start, counts FROM tallies
                         WHERE site_id = $1 AND period = 'slot' AND start = at AND dimension = $2
                           AND events = (SELECT events FROM traffic WHERE site_id = $1 AND slot = at) OFFSET 0) AS t) AS found
