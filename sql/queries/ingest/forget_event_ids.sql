-- Ids whose 30 days are over; by the BRIN index, an hourly few blocks.
DELETE FROM event_ids WHERE arrived < $1 AND NOT forever
