-- What other tools have counted on the UTC day $1, of all sites.
SELECT site_id, dimension, value, views, visitors FROM imported_figures WHERE day = $1
