-- A row a difference: which row, what the table says, what the events say (NULL: no row), and
-- how many differences there are; the same in each verify_<table>. Hashes the range's rows.
SELECT format('site %s slot %s %s', site_id, to_char(slot, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), event_type),
       t.events, v.events, count(*) OVER ()
  FROM (SELECT * FROM traffic WHERE slot >= $1::date AND slot < $2::date + 1) AS t
  FULL JOIN verify_traffic AS v USING (site_id, slot, event_type)
 WHERE t.events IS DISTINCT FROM v.events
 ORDER BY site_id, slot, event_type
 LIMIT 100
