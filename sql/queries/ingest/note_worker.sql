-- Worker $1 lives, by the database's clock: its state, its last commit (1970: none yet), $4 events
-- in $5 seconds, µs that the last commit took. One row, that nobody else writes.
INSERT INTO workers AS w (name, state, seen_at, last_commit_at, events_per_second, commit_ms)
VALUES ($1, $2, now(), nullif($3, '1970-01-01Z'::timestamptz), $4 / $5::double precision, $6 / 1000.0)
ON CONFLICT (name) DO UPDATE
   SET state = excluded.state, seen_at = excluded.seen_at,
       last_commit_at = coalesce(excluded.last_commit_at, w.last_commit_at),
       events_per_second = excluded.events_per_second, commit_ms = excluded.commit_ms
