COPY summaries (site_id, period, start, dimension, events, bots, body) FROM STDIN (FORMAT binary)
