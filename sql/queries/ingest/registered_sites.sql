-- The whole of a small table. No origin has a space in it.
SELECT site_id, array_to_string(origins, ' '), to_char(added_at AT TIME ZONE 'UTC', 'YYYY-MM-DD')
  FROM sites
 ORDER BY site_id
