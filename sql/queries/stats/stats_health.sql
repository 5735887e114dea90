-- Fails if PostgreSQL is away or the schema is not there yet.
SELECT (SELECT count(*) FROM rejected_events), (SELECT count(*) FROM quarantined_frames)
