-- The days from $1 to $2 of which there are events, segments or figures. Reads all of `events` in that time.
SELECT day - DATE '1970-01-01'
  FROM (SELECT ("timestamp" AT TIME ZONE 'UTC')::date AS day
          FROM events
         WHERE "timestamp" >= $1::date::timestamp AT TIME ZONE 'UTC' AND "timestamp" < ($2::date + 1)::timestamp AT TIME ZONE 'UTC'
         UNION SELECT day FROM daily WHERE day BETWEEN $1 AND $2
         UNION SELECT day FROM fresh WHERE day BETWEEN $1 AND $2
         UNION SELECT day FROM segments WHERE day BETWEEN $1 AND $2
         UNION SELECT day FROM imported_figures WHERE day BETWEEN $1 AND $2) AS days
 ORDER BY day
