-- Figures of each bucket; $2 are the buckets' starts. Whole UTC days from $3 to before $4, slots
-- from $5 to before $6. A probe a range, then the rows in it: a day one row, a slot at most one.
-- The users are a bucket's only where it is a day. OFFSET 0: without it the planner may choose to
-- read all that there is of the site, and to join.
SELECT width_bucket(t, $2::timestamptz[]), sum(views), sum(events), sum(bots), sum(users)
  FROM (SELECT day::timestamp AT TIME ZONE 'UTC' AS t, views, events, bots, unique_users AS users
          FROM unnest($3::date[], $4::date[]) AS r (first, past),
               LATERAL (SELECT * FROM daily WHERE site_id = $1 AND day >= first AND day < past OFFSET 0) AS d
         UNION ALL
        SELECT slot, views, events, bots, 0
          FROM unnest($5::timestamptz[], $6::timestamptz[]) AS r (first, past),
               LATERAL (SELECT * FROM traffic WHERE site_id = $1 AND slot >= first AND slot < past OFFSET 0) AS t) AS f
 GROUP BY 1
