-- Two catalogue look-ups if there is nothing to do.
SELECT prepare_event_partitions()
