-- The sites that have news, and how many, the most first. Reads all rows, but not their arrays.
SELECT site_id, sum(size) FROM user_news GROUP BY site_id ORDER BY 2 DESC, 1
