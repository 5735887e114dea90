-- One row.
INSERT INTO ended_periods AS p (site_id, period, start, events, bots, user_count, users)
VALUES ($1, $2, $3::date, $4::bigint, $5::bigint, $6::integer, $7::bytea)
ON CONFLICT (site_id, period, start) DO UPDATE
   SET events = excluded.events, bots = excluded.bots, user_count = excluded.user_count, users = excluded.users,
       made_at = excluded.made_at
