-- Makes $1 the props that breakdowns are made of; the new ones since $2. Returns all.
WITH gone AS (
    DELETE FROM prop_dimensions WHERE name <> ALL ($1::text[])
)
INSERT INTO prop_dimensions (name, since) SELECT name, $2 FROM unnest($1::text[]) AS n (name)
ON CONFLICT DO NOTHING
