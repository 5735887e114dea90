-- All of a table of ten rows.
SELECT day - date '1970-01-01', encode(salt, 'hex') FROM salts
