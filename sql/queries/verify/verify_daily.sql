-- A row a difference: which row, what the table says, what the events say (NULL: no row), and how many
-- differences there are; the same in each statement that verify compares with. Hashes the range's rows.
SELECT format('site %s day %s', site_id, day),
       t.events || ' events, ' || t.views || ' views, ' || t.bots || ' of bots',
       v.events || ' events, ' || v.views || ' views, ' || v.bots || ' of bots', count(*) OVER ()
  FROM (SELECT * FROM daily WHERE day BETWEEN $1 AND $2) AS t
  FULL JOIN verify_figures AS v USING (site_id, day)
 WHERE (t.events, t.views, t.bots) IS DISTINCT FROM (v.events, v.views, v.bots)
 ORDER BY site_id, day
 LIMIT 100
