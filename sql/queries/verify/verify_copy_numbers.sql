COPY verify_numbers (site_id, period, start, number) FROM STDIN (FORMAT binary)
