-- How many numbers a site has given to its users, and which version of them that is. One probe; no row: none.
SELECT version, numbered FROM user_counts WHERE site_id = $1
