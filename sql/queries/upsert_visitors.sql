-- A row comes back only if it taught us something: slots = fresh is a new visitor of that
-- day; hour H is new for the visitor if fresh has a slot of H and slots without fresh has
-- none. One row a key, sorted; one index probe a visitor.
INSERT INTO visitors AS v (site_id, day, user_hash, slots, fresh)
SELECT s, d, h, m, m FROM unnest($1::text[], $2::date[], $3::bigint[], $4::bit(96)[]) AS u (s, d, h, m)
ON CONFLICT (site_id, day, user_hash) DO UPDATE
   SET slots = v.slots | excluded.slots, fresh = excluded.slots & ~v.slots
 WHERE (v.slots | excluded.slots) <> v.slots
RETURNING v.site_id, v.day - DATE '1970-01-01', v.user_hash, v.slots, v.fresh
