-- What counts the users of covers, in one snapshot: first the news of the days $2 to $3, a row a
-- visitor, by day, with his number if he has one; then the sets, in the order of the covers. One index
-- probe for each visitor in the news and for each set.
SELECT -1 AS cover, NULL::bytea, news.day - DATE '1970-01-01', u.user_hash, u.fresh,
       (SELECT number FROM user_numbers AS n WHERE n.site_id = $1 AND n.user_hash = u.user_hash)
  FROM user_news AS news, unnest(news.users, news.fresh) AS u (user_hash, fresh)
 WHERE news.site_id = $1 AND news.day BETWEEN $2 AND $3
 UNION ALL
SELECT part.cover, s.users, NULL, NULL, NULL, NULL
  FROM unnest($4::integer[], $5::text[], $6::timestamptz[]) AS part (cover, period, start),
       LATERAL (SELECT users FROM user_sets
                 WHERE site_id = $1 AND period = part.period AND start = part.start OFFSET 0) AS s
 ORDER BY 1, 3
