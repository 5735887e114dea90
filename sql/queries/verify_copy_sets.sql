COPY verify_user_sets (site_id, day, number, slots) FROM STDIN (FORMAT binary)
