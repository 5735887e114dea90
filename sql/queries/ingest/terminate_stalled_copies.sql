-- Ends the sessions that have been in the middle of a COPY into events for ten seconds, their
-- client silent: stopped, or gone. Ending a live one does no harm: it writes its batch again.
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
 WHERE datname = current_database() AND pid <> pg_backend_pid() AND wait_event = 'ClientRead'
   AND state = 'active' AND query LIKE 'COPY events%' AND query_start < now() - interval '10 seconds'
