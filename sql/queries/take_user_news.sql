-- Deletes news of a site, the newest days first, until there are $2 visitors or more: a row for
-- each. Reads all of the site's news, but the arrays only of these.
WITH taken AS (
    DELETE FROM user_news
     WHERE site_id = $1
       AND ctid IN (SELECT ctid
                      FROM (SELECT ctid, sum(size) OVER (ORDER BY day DESC ROWS UNBOUNDED PRECEDING) - size AS before
                              FROM user_news WHERE site_id = $1) AS waiting
                     WHERE before < $2)
    RETURNING day, users, fresh
)
SELECT taken.day - DATE '1970-01-01', u.user_hash, u.fresh
  FROM taken, unnest(taken.users, taken.fresh) AS u (user_hash, fresh)
