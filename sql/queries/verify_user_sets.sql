-- As verify_traffic: sets of slots and news together against the visitors gathered, then the
-- sets that are not what their slots are. Hashes the range's visitors twice.
WITH known AS (
    SELECT site_id, day, user_hash, bit_or(slots) AS slots
      FROM (SELECT site_id, day, user_hash, slots
              FROM verify_user_sets LEFT JOIN user_numbers USING (site_id, number)
             UNION ALL
            SELECT site_id, day, user_hash, u.fresh
              FROM user_news, unnest(users, fresh) AS u (user_hash, fresh)
             WHERE day BETWEEN $1 AND $2) AS parts
     GROUP BY 1, 2, 3
), differences AS (
    SELECT format('site %s day %s user %s', site_id, day, coalesce(user_hash::text, 'without a number')),
           'slots ' || right(encode(varbit_send(t.slots), 'hex'), 24),
           'slots ' || right(encode(varbit_send(v.slots), 'hex'), 24), site_id, day, user_hash
      FROM known AS t
      FULL JOIN verify_visitors AS v USING (site_id, day, user_hash)
     WHERE t.slots IS DISTINCT FROM v.slots
     UNION ALL
    SELECT format('site %s %s %s', site_id, period, day), format('%s users, %s of them in no slot of it', users, strangers),
           slots_users || ' users', site_id, day, NULL
      FROM verify_unlike_sets
)
SELECT what, held, counted, count(*) OVER () FROM differences AS d (what, held, counted)
 ORDER BY site_id, day, user_hash, what
 LIMIT 100
