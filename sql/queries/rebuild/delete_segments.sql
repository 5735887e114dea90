-- Of the UTC day $1, the segments of the sites $2 with the ids $3: how many there were. One index probe
-- each in both tables.
WITH keys AS (
    SELECT * FROM unnest($2::text[], $3::bigint[]) AS k (site_id, id)
), from_fresh AS (
    DELETE FROM fresh AS f USING keys AS k WHERE f.site_id = k.site_id AND f.day = $1 AND f.id = k.id RETURNING 1
), from_segments AS (
    DELETE FROM segments AS s USING keys AS k WHERE s.site_id = k.site_id AND s.day = $1 AND s.id = k.id RETURNING 1
)
SELECT (SELECT count(*) FROM from_fresh) + (SELECT count(*) FROM from_segments)
