COPY verify_values (site_id, period, start, dimension, value, views, events, users) FROM STDIN (FORMAT binary)
