-- In which slots and hours of a UTC day each user was seen: reads the range's events once,
-- then gives a row a visitor and day, for verify_fetch_visits. The key of their hashes is
-- not for SQL. Slots first: a visitor has several events in one.
DECLARE visits NO SCROLL CURSOR FOR
SELECT site_id, user_id, slot::date - DATE '1970-01-01',
       bit_or(('1' || repeat('0', 95))::bit(96)
              >> (date_part('hour', slot)::integer * 4 + date_part('minute', slot)::integer / 15)),
       bit_or(1 << date_part('hour', slot)::integer)
  FROM (SELECT DISTINCT site_id, user_id, date_bin('15 minutes', "timestamp", '2000-01-01') AS slot
          FROM events
         WHERE "timestamp" >= $1::date AND "timestamp" < $2::date + 1 AND user_id <> '' AND bot IS NULL) AS seen
 GROUP BY 1, 2, 3
