-- The values of the dimensions $4 that have $5 of them in a slot, from $2 to before $3: slot, dimension,
-- the slot's events, number, views. By slot and dimension; one statement, so one snapshot. Reads
-- the time's rows of these dimensions; two probes for each.
SELECT (extract(epoch FROM slot) * 1000000)::bigint, dimension,
       (SELECT events FROM traffic AS t WHERE t.site_id = $1 AND t.slot = v.slot),
       (SELECT number FROM value_numbers AS n WHERE n.site_id = $1 AND n.dimension = v.dimension AND n.value = v.value),
       views
  FROM (SELECT slot, dimension, value, views, count(*) OVER (PARTITION BY slot, dimension) AS values
          FROM breakdown
         WHERE site_id = $1 AND slot >= $2 AND slot < $3 AND dimension = ANY($4::text[])) AS v
 WHERE values >= $5
 ORDER BY slot, dimension
