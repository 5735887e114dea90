COPY summaries (site_id, period, start, dimension, body) FROM STDIN (FORMAT binary)
