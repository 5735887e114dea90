-- As verify_traffic, for all time. Hashes all users, and the visitors gathered.
SELECT format('site %s user %s', site_id, user_hash),
       CASE WHEN t.here THEN 'a user' END, CASE WHEN v.here THEN 'a user' END, count(*) OVER ()
  FROM (SELECT site_id, user_hash, true AS here FROM site_users) AS t
  FULL JOIN (SELECT site_id, user_hash, true AS here FROM verify_visitors GROUP BY 1, 2) AS v
      USING (site_id, user_hash)
 WHERE t.here IS DISTINCT FROM v.here
 ORDER BY site_id, user_hash
 LIMIT 100
