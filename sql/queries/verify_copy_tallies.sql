COPY verify_unlike_tallies (site_id, period, start, dimension, value, held, counted) FROM STDIN (FORMAT binary)
