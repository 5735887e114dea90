-- Imports that ended before $1. Reads the table, which has as many rows as there were imports in 30 days.
DELETE FROM imports WHERE seen_at < $1
