SELECT pg_advisory_lock(hashtext('footfall migrations'))
