-- How many events a server has refused for what they said, by its own word: for /pipeline.
ALTER TABLE producers ADD COLUMN rejected bigint NOT NULL DEFAULT 0;
