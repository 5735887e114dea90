INSERT INTO traffic AS t (site_id, slot, event_type, events)
SELECT * FROM unnest($1::text[], $2::timestamptz[], $3::text[], $4::bigint[])
ON CONFLICT (site_id, slot, event_type) DO UPDATE SET events = t.events + excluded.events
