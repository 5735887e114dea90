-- A period's, which are made anew. Some twenty rows.
DELETE FROM summaries WHERE site_id = $1 AND period = $2 AND start = $3::date
