-- Workers that nothing was heard of for a day. The whole of a tiny table.
DELETE FROM workers WHERE seen_at < now() - interval '1 day'
