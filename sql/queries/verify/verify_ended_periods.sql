-- As verify_daily: the users of the ended periods, each by his hash, and how many they are said to be. Reads the
-- range's events once, and hashes the users of each period.
WITH counted AS (
    SELECT DISTINCT site_id, period, start, user_hash
      FROM events AS e
      JOIN verify_users AS u USING (site_id, user_id)
     CROSS JOIN LATERAL (VALUES ('day', "timestamp"::date), ('month', date_trunc('month', "timestamp")::date)) AS t (period, start)
      JOIN verify_periods AS p USING (site_id, period, start)
     WHERE "timestamp" >= $1::date AND "timestamp" < $2::date + 1 AND bot IS NULL
), held AS (
    SELECT site_id, period, start, number, user_hash FROM verify_numbers LEFT JOIN user_numbers USING (site_id, number)
), differences AS (
    SELECT site_id, period, start, coalesce('user ' || user_hash, 'number ' || number) AS who,
           CASE WHEN number IS NOT NULL THEN 'a user' END AS held, CASE WHEN v.is_counted THEN 'a user' END AS counted
      FROM held AS t
      FULL JOIN (SELECT *, true AS is_counted FROM counted) AS v USING (site_id, period, start, user_hash)
     WHERE number IS NULL OR v.is_counted IS NULL
     UNION ALL
    SELECT site_id, period, start, 'in all', user_count || ' users', coalesce(users, 0) || ' users'
      FROM verify_periods
      LEFT JOIN (SELECT site_id, period, start, count(*) AS users FROM counted GROUP BY 1, 2, 3) AS v USING (site_id, period, start)
     WHERE user_count <> coalesce(users, 0)
)
SELECT format('site %s %s %s %s', site_id, period, start, who), held, counted, count(*) OVER ()
  FROM differences
 ORDER BY site_id, start, period, who
 LIMIT 100
