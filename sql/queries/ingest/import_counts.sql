-- What became of the events of import $1 so far: one row, zeros if there is nothing of it. One index
-- probe, and a row for each of its sites.
SELECT coalesce(sum(counted), 0)::bigint, coalesce(sum(already_counted), 0)::bigint, coalesce(sum(rejected), 0)::bigint
  FROM imports
 WHERE import = $1
