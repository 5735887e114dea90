-- Adds the props of $1 that are new, since $2.
INSERT INTO prop_dimensions (name, since) SELECT name, $2 FROM unnest($1::text[]) AS n (name)
ON CONFLICT DO NOTHING
