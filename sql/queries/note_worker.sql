INSERT INTO workers AS w (name, state, seen_at, last_commit_at, events_per_second, commit_ms)
VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (name) DO UPDATE
   SET state = excluded.state, seen_at = excluded.seen_at,
       last_commit_at = coalesce(excluded.last_commit_at, w.last_commit_at),
       events_per_second = excluded.events_per_second, commit_ms = excluded.commit_ms
