COPY verify_users (site_id, user_id, user_hash) FROM STDIN (FORMAT binary)
