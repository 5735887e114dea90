-- The last migration of an earlier Footfall's schema, which 0001_schema takes the place of; no row if this is
-- none. Up to fourteen rows.
SELECT max(version) FROM schema_migrations HAVING bool_or(name = '0001_spine')
