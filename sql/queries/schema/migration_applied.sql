-- Is this migration applied? One row if it is.
SELECT 1 FROM schema_migrations WHERE version = $1
