-- One row. Without `numbers` they are NULL: a month has none.
INSERT INTO period_users (site_id, period, start, events, users, numbers)
VALUES ($1, $2, $3::date, $4, $5, CASE WHEN $2 = 'day' THEN $6::bytea END)
ON CONFLICT (site_id, period, start) DO UPDATE
   SET events = excluded.events, users = excluded.users, numbers = excluded.numbers
