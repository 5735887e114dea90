COPY verify_visitors (site_id, day, user_hash, slots, hours) FROM STDIN (FORMAT binary)
