SELECT pg_advisory_unlock(hashtext('footfall migrations'))
