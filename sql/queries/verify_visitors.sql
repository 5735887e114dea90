-- As verify_traffic. Hashes the range's visitors; slots as hexadecimal digits, four slots
-- (an hour) each.
SELECT format('site %s day %s user %s', site_id, day, user_hash),
       'slots ' || right(encode(varbit_send(t.slots), 'hex'), 24), 'slots ' || right(encode(varbit_send(v.slots), 'hex'), 24),
       count(*) OVER ()
  FROM (SELECT * FROM visitors WHERE day BETWEEN $1 AND $2) AS t
  FULL JOIN verify_visitors AS v USING (site_id, day, user_hash)
 WHERE t.slots IS DISTINCT FROM v.slots
 ORDER BY site_id, day, user_hash
 LIMIT 100
