-- Reads the range's events twice, and a third time if there are prop_dimensions: of props, what
-- worker/propvalues.h counts, since it does. A new dimension is a set, a WHEN, and a value of coalesce:
-- faster than a row for each dimension of an event.
INSERT INTO verify_breakdown (site_id, slot, dimension, value, views)
SELECT site_id, date_bin('15 minutes', "timestamp", '2000-01-01'),
       CASE WHEN grouping(path) = 0 THEN 'path'
            WHEN grouping(referrer) = 0 THEN 'referrer'
            WHEN grouping(source) = 0 THEN 'source'
            WHEN grouping(utm_source) = 0 THEN 'utm_source'
            WHEN grouping(utm_medium) = 0 THEN 'utm_medium'
            WHEN grouping(utm_campaign) = 0 THEN 'utm_campaign'
            WHEN grouping(utm_term) = 0 THEN 'utm_term'
            WHEN grouping(utm_content) = 0 THEN 'utm_content'
            WHEN grouping(browser) = 0 THEN 'browser'
            WHEN grouping(os) = 0 THEN 'os'
            WHEN grouping(device) = 0 THEN 'device'
            WHEN grouping(country) = 0 THEN 'country' END,
       coalesce(path, referrer, source, utm_source, utm_medium, utm_campaign, utm_term, utm_content, browser, os, device, country), sum(count)
  FROM events
 WHERE "timestamp" >= $1::date AND "timestamp" < $2::date + 1 AND event_type = 'page_view' AND bot IS NULL
 GROUP BY 1, 2, GROUPING SETS ((path), (referrer), (source), (utm_source), (utm_medium), (utm_campaign),
                               (utm_term), (utm_content), (browser), (os), (device), (country))
HAVING coalesce(path, referrer, source, utm_source, utm_medium, utm_campaign, utm_term, utm_content, browser, os, device, country) <> ''
 UNION ALL
SELECT site_id, date_bin('15 minutes', "timestamp", '2000-01-01'),
       CASE WHEN bot IS NULL THEN 'event_type' ELSE 'bot' END, coalesce(bot, event_type), sum(count)
  FROM events
 WHERE "timestamp" >= $1::date AND "timestamp" < $2::date + 1 AND event_type <> 'footfall:imported'
 GROUP BY 1, 2, 3, 4
 UNION ALL
SELECT site_id, slot, 'prop:' || name, value, sum(count)
  FROM (SELECT e.site_id, date_bin('15 minutes', e."timestamp", '2000-01-01') AS slot, d.name, e.count,
               CASE jsonb_typeof(e.props -> d.name)
                    WHEN 'number' THEN CASE WHEN (e.props ->> d.name)::numeric % 1 = 0
                                             AND abs((e.props ->> d.name)::numeric) <= 9007199254740992
                                            THEN (e.props ->> d.name)::numeric::bigint::text END
                    ELSE e.props ->> d.name END AS value
          FROM events AS e
          JOIN prop_dimensions AS d ON e.props ? d.name AND e.processed_at >= d.since
         WHERE e."timestamp" >= $1::date AND e."timestamp" < $2::date + 1 AND e.event_type = 'page_view' AND e.bot IS NULL) AS p
 WHERE value <> ''
 GROUP BY 1, 2, 3, 4
