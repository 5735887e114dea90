-- Of these sites, those on which no other compactor is at work: until the end of the transaction they are
-- this one's. None while segments are made anew (lock_compaction). Waits for nobody.
SELECT site_id FROM unnest($1::text[]) AS s (site_id)
 WHERE (SELECT pg_try_advisory_xact_lock_shared(hashtext('footfall compaction')))
   AND pg_try_advisory_xact_lock(hashtextextended('footfall compaction ' || site_id, 0))
