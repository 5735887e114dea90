-- Deletes what is kept of the UTC day $1 and of its month, of all sites: the compactor makes it anew. Reads
-- the keys of both tables.
WITH periods AS (
    SELECT 'day' AS period, $1::date AS start UNION ALL SELECT 'month', date_trunc('month', $1::date)::date
), from_summaries AS (
    DELETE FROM summaries AS s USING periods AS p WHERE s.period = p.period AND s.start = p.start
)
DELETE FROM ended_periods AS e USING periods AS p WHERE e.period = p.period AND e.start = p.start
