-- What the events of the range say, at the finest grain of the rollups: gathered once, then
-- compared with every table. Made before verify_begin, since a read-only transaction may
-- fill temporary tables but not create them. On disk, about as large as the rollups.
CREATE TEMPORARY TABLE verify_traffic (
    site_id text COLLATE "C", slot timestamptz, events bigint, views bigint, bots bigint, last_event_at timestamptz
);
CREATE TEMPORARY TABLE verify_breakdown (
    site_id text COLLATE "C", slot timestamptz, dimension text COLLATE "C", value text COLLATE "C",
    views bigint
);
-- hours: bit h is set if `slots` has one of hour h. Far fewer patterns than users: counting
-- by them makes users an hour cheap.
CREATE TEMPORARY TABLE verify_visitors (
    site_id text COLLATE "C", day date, user_hash bigint, slots bit(96), hours integer
);
CREATE TEMPORARY TABLE verify_user_sets (site_id text COLLATE "C", day date, number integer, slots bit(96));
-- users: in the set; strangers: of these, in none of its slots' sets; slots_users: in these.
CREATE TEMPORARY TABLE verify_unlike_sets (
    site_id text COLLATE "C", period text COLLATE "C", day date, users bigint, strangers bigint, slots_users bigint
);
CREATE TEMPORARY TABLE verify_unlike_tallies (
    site_id text COLLATE "C", period text COLLATE "C", start timestamptz, dimension text COLLATE "C", value text COLLATE "C",
    held bigint, counted bigint
);
-- What segments are compared by: a digest of all rows of a site and day, of the events and of the segments.
CREATE TEMPORARY TABLE verify_user_hashes (site_id text COLLATE "C", user_id text COLLATE "C", user_hash bigint);
CREATE TEMPORARY TABLE verify_rows (
    kind text, site_id text COLLATE "C", day date, rows bigint, digest bigint, digest_sum numeric
);
-- Props as segments have them: values are texts, numbers in full and without zeros at their end.
CREATE FUNCTION pg_temp.verify_props(props jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
    SELECT jsonb_object_agg(key, CASE jsonb_typeof(value) WHEN 'number' THEN trim_scale((value #>> '{}')::numeric)::text
                                                          ELSE value #>> '{}' END)
      FROM jsonb_each(props) WHERE value <> '""'
$$
