-- What is stored of each of verify_periods, for verify_fetch_periods: the users (dimension NULL) and the summaries.
-- Reads these rows once.
DECLARE periods NO SCROLL CURSOR FOR
SELECT site_id, period, start - DATE '1970-01-01', NULL AS dimension, users
  FROM verify_periods JOIN ended_periods USING (site_id, period, start)
 UNION ALL
SELECT site_id, period, start - DATE '1970-01-01', dimension, body
  FROM verify_periods JOIN summaries USING (site_id, period, start)
