-- What a tally of dimension $2 of the period $3 from $4 is made of: as many rows.
SELECT value, views FROM breakdown_daily WHERE $3 = 'day' AND site_id = $1 AND day = $4 AND dimension = $2
 UNION ALL
SELECT value, views FROM breakdown_monthly WHERE $3 = 'month' AND site_id = $1 AND month = $4 AND dimension = $2
