COPY verify_unlike_sets (site_id, period, day, users, strangers, slots_users) FROM STDIN (FORMAT binary)
