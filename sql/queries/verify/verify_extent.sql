-- How much was gathered: days, events.
SELECT count(DISTINCT day), coalesce(sum(events), 0) FROM verify_figures
