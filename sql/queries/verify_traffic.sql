-- A row a difference: which row, what the table says, what the events say (NULL: no row), and
-- how many differences there are; the same in each verify_<table>. Hashes the range's rows.
SELECT format('site %s slot %s', site_id, to_char(slot, 'YYYY-MM-DD"T"HH24:MI:SS"Z"')),
       t.events || ' events, ' || t.views || ' views, ' || t.bots || ' of bots',
       v.events || ' events, ' || v.views || ' views, ' || v.bots || ' of bots', count(*) OVER ()
  FROM (SELECT * FROM traffic WHERE slot >= $1::date AND slot < $2::date + 1) AS t
  FULL JOIN verify_traffic AS v USING (site_id, slot)
 WHERE (t.events, t.views, t.bots) IS DISTINCT FROM (v.events, v.views, v.bots)
 ORDER BY site_id, slot
 LIMIT 100
