-- Makes the tables that the migrations 0001_spine to 0013_segments left (or 0014_ended_periods) those of
-- 0001_schema; those behind it follow. What was counted by value, slot and user goes: `footfall rebuild`, which
-- runs this in one transaction, makes segments and figures anew from the events. Waits until nobody uses a table
-- that it changes.

-- As whoever owns the tables, until RESET ROLE: the worker has to.
DO $$ BEGIN EXECUTE format('SET ROLE %s', (SELECT relowner::regrole FROM pg_class WHERE oid = 'daily'::regclass)); END $$;

DROP TABLE breakdown, breakdown_daily, breakdown_monthly, tallies, value_numbers, traffic, hourly, recent_views,
           recent_users, prop_dimensions, visitors, site_users, user_news, user_sets, user_numbers, user_counts;
DROP TABLE summaries, segment_users, segment_user_counts;
DROP TABLE IF EXISTS period_users, ended_periods;
ALTER TABLE daily DROP COLUMN unique_users, ALTER COLUMN bots DROP DEFAULT;
ALTER TABLE totals DROP COLUMN unique_users, ALTER COLUMN bots DROP DEFAULT;

DELETE FROM schema_migrations;
INSERT INTO schema_migrations (version, name) VALUES (1, '0001_schema');
