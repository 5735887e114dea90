-- Registers a site; one that is registered already has these origins from now on. One row.
INSERT INTO sites (site_id, origins, added_at) VALUES ($1, $2, now())
ON CONFLICT (site_id) DO UPDATE SET origins = excluded.origins
