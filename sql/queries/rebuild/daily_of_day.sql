-- The figures of all sites on the UTC day $1.
SELECT site_id, events, views, bots FROM daily WHERE day = $1
