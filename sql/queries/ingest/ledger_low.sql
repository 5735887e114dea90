-- Below what sequence each producer's frames are out of its spool, and so out of the ledger.
-- It must be read in a statement after ledger_insert: read before, a low that is raised
-- between the two lets a frame in again.
SELECT producer, low FROM producers WHERE producer = ANY ($1::uuid[])
