-- The secret of a UTC day: visitors without cookies are known by a hash that it is the key of. The
-- workers write it a week ahead and delete it when it has been over for a day; until then it shows,
-- to whoever reads it, whether an address that he guesses was there. A handful of rows; local on Citus.
CREATE TABLE salts (
    day  date PRIMARY KEY,
    salt bytea NOT NULL CHECK (octet_length(salt) = 32)
);
