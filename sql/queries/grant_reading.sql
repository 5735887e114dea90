-- What the server may read, if there is a role for it (sql/roles.sql): the rollups, what ingest has to
-- know, and how many rows there are of the two tables that it only counts. Never hash_key, and no
-- event. A table that a later migration makes is closed to it until it stands here. A few catalogue
-- look-ups.
DO $$
DECLARE
    readable text;
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'footfall_stats') THEN
        RETURN;
    END IF;
    FOREACH readable IN ARRAY ARRAY['traffic', 'breakdown', 'breakdown_daily', 'breakdown_monthly', 'tallies', 'value_numbers',
                                    'hourly', 'daily', 'totals', 'sites', 'prop_dimensions', 'recent_views',
                                    'recent_users', 'workers', 'salts', 'user_sets', 'user_news',
                                    'user_numbers', 'imports', 'imported_figures', 'fresh', 'segments', 'summaries',
                                    'segment_users', 'segment_user_counts', 'ended_periods'] LOOP
        IF to_regclass(readable) IS NOT NULL AND NOT has_table_privilege('footfall_stats', readable, 'SELECT') THEN
            EXECUTE format('GRANT SELECT ON %I TO footfall_stats', readable);
        END IF;
    END LOOP;
    IF NOT has_column_privilege('footfall_stats', 'quarantined_frames', 'quarantined_at', 'SELECT') THEN
        GRANT SELECT (rejected_at) ON rejected_events TO footfall_stats;
        GRANT SELECT (rejected) ON producers TO footfall_stats;
        GRANT SELECT (quarantined_at) ON quarantined_frames TO footfall_stats;
    END IF;
END $$
