-- The minutes before $1. The tables hold two hours: read whole.
WITH views AS (DELETE FROM recent_views WHERE minute < $1)
DELETE FROM recent_users WHERE minute < $1
