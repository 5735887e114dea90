-- Waits for the batches under way, which have read the table, and holds up the next.
LOCK TABLE prop_dimensions IN ACCESS EXCLUSIVE MODE
