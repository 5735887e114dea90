-- The digest, as verify_gather_events makes it, of rows of a segment of site $1 and day $2, by column. '': none.
INSERT INTO verify_segment_rows
SELECT $1::text, $2::date, count(*), bit_xor(digest), sum(digest & 4294967295)
  FROM (SELECT hash_record_extended(ROW(CASE has_user WHEN 1 THEN user_hash END, at, count, nullif(event_type, ''), nullif(path, ''),
                                        nullif(referrer, ''), nullif(source, ''), nullif(utm_source, ''), nullif(utm_medium, ''),
                                        nullif(utm_campaign, ''), nullif(utm_term, ''), nullif(utm_content, ''),
                                        nullif(browser, ''), nullif(os, ''), nullif(device, ''), nullif(country, ''),
                                        nullif(bot, ''), nullif(props, '')::jsonb), 0) AS digest
          FROM unnest($3::integer[], $4::bigint[], $5::timestamptz[], $6::integer[], $7::text[], $8::text[], $9::text[], $10::text[],
                      $11::text[], $12::text[], $13::text[], $14::text[], $15::text[], $16::text[], $17::text[], $18::text[],
                      $19::text[], $20::text[], $21::text[])
               AS r (has_user, user_hash, at, count, event_type, path, referrer, source, utm_source, utm_medium, utm_campaign,
                     utm_term, utm_content, browser, os, device, country, bot, props)) AS rows
