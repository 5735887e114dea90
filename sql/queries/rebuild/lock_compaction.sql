-- Until the end of the transaction no segments are merged: what a rebuild has seen of them stays as it
-- is. Waits for the merges under way.
SELECT pg_advisory_xact_lock(hashtext('footfall compaction'))
