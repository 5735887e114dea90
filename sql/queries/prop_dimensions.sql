-- The props that breakdowns are made of. The whole of a tiny table.
SELECT name FROM prop_dimensions ORDER BY name
