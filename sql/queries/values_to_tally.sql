-- Of the period $2 from $3 to before $4: first its events, then the values of its dimensions that
-- have $5 of them, by dimension, with their numbers where they have one. One statement, so one
-- snapshot. Reads the period's rows; a probe for each value of a large dimension. Not bots: a late one
-- does not change the period's events, by which readers know that a tally is of all there is.
SELECT NULL AS dimension, NULL AS value, sum(events)::bigint AS views, NULL AS number
  FROM daily WHERE site_id = $1 AND day >= $3 AND day < $4
 UNION ALL
SELECT dimension, value, views,
       (SELECT number FROM value_numbers AS n
         WHERE n.site_id = $1 AND n.dimension = v.dimension AND n.value = v.value)
  FROM (SELECT *, count(*) OVER (PARTITION BY dimension) AS values
          FROM (SELECT dimension, value, views FROM breakdown_daily WHERE $2 = 'day' AND site_id = $1 AND day = $3
                 UNION ALL
                SELECT dimension, value, views FROM breakdown_monthly WHERE $2 = 'month' AND site_id = $1 AND month = $3) AS rows
         WHERE dimension <> 'bot') AS v
 WHERE values >= $5
 ORDER BY 1 NULLS FIRST, 2
