-- What the events of the range say, and what is stored about them once it is decoded; each table has its part
-- of both. Made before verify_begin, since a read-only transaction may fill temporary tables but not create
-- them. On disk, as large as the kept periods are with their texts.
--
-- What the events say of a site and day. The digest is of all rows in any order.
CREATE TEMPORARY TABLE verify_figures (
    site_id text COLLATE "C", day date, events bigint, views bigint, bots bigint, last_event_at timestamptz,
    rows bigint, digest bigint, digest_sum numeric
);
CREATE TEMPORARY TABLE verify_users (site_id text COLLATE "C", user_id text COLLATE "C", user_hash bigint);
-- What each segment holds.
CREATE TEMPORARY TABLE verify_segment_rows (
    site_id text COLLATE "C", day date, rows bigint, digest bigint, digest_sum numeric
);
-- The ended periods that readers use, their values and the numbers of their users.
CREATE TEMPORARY TABLE verify_periods (site_id text COLLATE "C", period text COLLATE "C", start date, user_count bigint);
CREATE TEMPORARY TABLE verify_values (
    site_id text COLLATE "C", period text COLLATE "C", start date, dimension text COLLATE "C", value text COLLATE "C",
    views bigint, events bigint, users bigint
);
CREATE TEMPORARY TABLE verify_numbers (site_id text COLLATE "C", period text COLLATE "C", start date, number integer);
-- Props as segments have them: values are texts, numbers in full and without zeros at their end.
CREATE FUNCTION pg_temp.verify_props(props jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
    SELECT jsonb_object_agg(key, CASE jsonb_typeof(value) WHEN 'number' THEN trim_scale((value #>> '{}')::numeric)::text
                                                          ELSE value #>> '{}' END)
      FROM jsonb_each(props) WHERE value <> '""'
$$
