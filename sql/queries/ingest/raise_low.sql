-- Takes the producer's word and prunes its ledger beneath, in one transaction. $3: how many events it
-- has refused.
WITH raised AS (
    INSERT INTO producers AS p (producer, low, rejected) VALUES ($1, $2, $3)
    ON CONFLICT (producer) DO UPDATE SET low = greatest(p.low, excluded.low), rejected = greatest(p.rejected, excluded.rejected)
)
DELETE FROM ingest_frames WHERE producer = $1 AND seq < $2
