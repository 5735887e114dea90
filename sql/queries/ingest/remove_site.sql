-- One row, or none if there is no such site. Its events stay.
DELETE FROM sites WHERE site_id = $1 RETURNING site_id
