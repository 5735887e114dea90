-- The users of each cover, of which a row is some slots of each of some days: reads and sorts
-- all visitors of these days.
SELECT cover, count(DISTINCT user_hash)
  FROM unnest($2::integer[], $3::date[], $4::date[], $5::bit(96)[]) AS part (cover, first_day, last_day, mask)
  JOIN visitors AS v ON v.site_id = $1 AND v.day BETWEEN first_day AND last_day AND v.slots & mask <> 0::bit(96)
 GROUP BY cover
