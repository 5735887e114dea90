-- How much was gathered: days, events.
SELECT count(DISTINCT slot::date), coalesce(sum(events), 0) FROM verify_traffic
