-- For the exact users of any range. A site's users get small numbers; a Roaring bitmap has the
-- numbers of those who came in a slot, a day, a month. Batches only append to user_news; the
-- workers' builders fold news into the sets, each fold one transaction, so that sets and news
-- together are exact at any moment.

-- The numbers, given in order. A table of its own, not a column of site_users: updating a row
-- there would make batches that insert the same user wait for the builder.
CREATE TABLE user_numbers (
    site_id   text COLLATE "C" NOT NULL,
    user_hash bigint NOT NULL,
    number    integer NOT NULL,
    PRIMARY KEY (site_id, user_hash)
);

-- How many numbers a site has given; its row is also the lock of its builder.
CREATE TABLE user_counts (
    site_id  text COLLATE "C" PRIMARY KEY,
    numbered integer NOT NULL
) WITH (fillfactor = 50);

-- What batches have learned of a day's visitors and no set knows yet: `fresh` are the slots that
-- were new for the user beside it; `size` of both. Only inserted and deleted, never updated.
-- Hashes are noise, and sets as small as they can be: no use in compressing them.
CREATE TABLE user_news (
    site_id text COLLATE "C" NOT NULL,
    day     date NOT NULL,
    size    integer NOT NULL,
    users   bigint[] NOT NULL,
    fresh   bit(96)[] NOT NULL
);
ALTER TABLE user_news ALTER COLUMN users SET STORAGE EXTERNAL;
CREATE INDEX user_news_days ON user_news (site_id, day);

-- period: slot, day, month, of UTC; start: its first moment; users: see docs/protocol.md.
CREATE TABLE user_sets (
    site_id text COLLATE "C" NOT NULL,
    period  text COLLATE "C" NOT NULL,
    start   timestamptz NOT NULL,
    users   bytea NOT NULL,
    PRIMARY KEY (site_id, period, start)
);
ALTER TABLE user_sets ALTER COLUMN users SET STORAGE EXTERNAL;

-- All that is known so far is news. In parts: a builder takes whole rows, as many as it has memory for.
INSERT INTO user_news
SELECT site_id, day, count(*), array_agg(user_hash), array_agg(slots) FROM visitors GROUP BY site_id, day, user_hash & 15;
