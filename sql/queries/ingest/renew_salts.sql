-- Forgets the salts of days before $1, and gives the days $2 that have none those of $3 (hexadecimal).
-- A table of ten rows.
WITH gone AS (DELETE FROM salts WHERE day < $1)
INSERT INTO salts (day, salt) SELECT d, decode(s, 'hex') FROM unnest($2::date[], $3::text[]) AS n (d, s)
ON CONFLICT DO NOTHING
