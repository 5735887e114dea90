UPDATE user_counts SET numbered = $2 WHERE site_id = $1
