-- All events of the UTC day $1, in no order: of the blocks that the BRIN index leaves, all rows.
SELECT site_id, event_type, path, user_id, (extract(epoch FROM "timestamp") * 1000000)::bigint, referrer, props::text, count,
       source, utm_source, utm_medium, utm_campaign, utm_term, utm_content, browser, os, device, country, bot
  FROM events
 WHERE "timestamp" >= $1::date::timestamp AT TIME ZONE 'UTC' AND "timestamp" < ($1::date + 1)::timestamp AT TIME ZONE 'UTC'
