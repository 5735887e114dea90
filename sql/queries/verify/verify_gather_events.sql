-- The figures of each site and UTC day from $1 to $2, and a digest of its events. Reads the range's events once,
-- and hashes each.
INSERT INTO verify_figures
SELECT site_id, day, coalesce(sum(count) FILTER (WHERE bot IS NULL), 0),
       coalesce(sum(count) FILTER (WHERE bot IS NULL AND event_type = 'page_view'), 0),
       coalesce(sum(count) FILTER (WHERE bot IS NOT NULL), 0), max("timestamp"),
       count(*), bit_xor(digest), sum(digest & 4294967295)
  FROM (SELECT e.site_id, "timestamp"::date AS day, "timestamp", event_type, bot, count,
               hash_record_extended(ROW(u.user_hash, "timestamp", count, event_type, path, referrer, source, utm_source,
                                        utm_medium, utm_campaign, utm_term, utm_content, browser, os, device, country, bot,
                                        pg_temp.verify_props(props)), 0) AS digest
          FROM events AS e
          LEFT JOIN verify_users AS u ON u.site_id = e.site_id AND u.user_id = e.user_id AND e.bot IS NULL
         WHERE "timestamp" >= $1::date AND "timestamp" < $2::date + 1 AND event_type <> 'footfall:imported') AS rows
 GROUP BY site_id, day
