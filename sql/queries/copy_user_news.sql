COPY user_news (site_id, day, size, users, fresh) FROM STDIN (FORMAT binary)
