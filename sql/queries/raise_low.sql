-- Takes the producer's word and prunes its ledger beneath, in one transaction.
WITH raised AS (
    INSERT INTO producers AS p (producer, low) VALUES ($1, $2)
    ON CONFLICT (producer) DO UPDATE SET low = greatest(p.low, excluded.low)
)
DELETE FROM ingest_frames WHERE producer = $1 AND seq < $2
