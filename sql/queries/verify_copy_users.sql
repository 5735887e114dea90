COPY verify_user_hashes (site_id, user_id, user_hash) FROM STDIN (FORMAT binary)
