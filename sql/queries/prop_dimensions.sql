-- The props that breakdowns are made of, in order. The whole of a tiny table.
SELECT name FROM prop_dimensions ORDER BY name
