-- How many events were refused: by the rules of ingest, and by PostgreSQL. A row a server's start, and
-- a row a refused event.
SELECT (SELECT coalesce(sum(rejected), 0)::bigint FROM producers), (SELECT count(*) FROM rejected_events)
