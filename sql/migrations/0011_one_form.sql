-- Referrers without their queries, which may be secrets, nor those that are pages of the site itself; and
-- paths in one form of percent-encoding: what is stored becomes what would be stored now
-- (common/event/pagepath.h, referrer.h). Reads `events` once.

CREATE FUNCTION pg_temp.normalized_path(path text) RETURNS text
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
    out   text := '';
    rest  text := path;
    start integer := position('%' IN rest);
    code  text;
    bytes text;
    c     integer;
BEGIN
    WHILE start > 0 LOOP
        out := out || left(rest, start - 1);
        rest := substr(rest, start);
        code := upper(substring(rest FROM '^%[0-9A-Fa-f]{2}'));
        -- A character of two to four bytes, by the table of well-formed UTF-8 (Unicode, table 3-7).
        bytes := upper(substring(rest FROM '(?i)^(?:(?:%C[2-9A-F]|%D[0-9A-F])|(?:%E0%[AB][0-9A-F]|%E[1-9A-CEF]%[89AB][0-9A-F]|%ED%[89][0-9A-F])'
                                           || '|(?:%F0%[9AB][0-9A-F]|%F[1-3]%[89AB][0-9A-F]|%F4%8[0-9A-F])%[89AB][0-9A-F])%[89AB][0-9A-F]'));
        IF bytes IS NOT NULL THEN
            c := ascii(convert_from(decode(replace(bytes, '%', ''), 'hex'), 'UTF8'));
            IF (c BETWEEN 160 AND 55295 OR c BETWEEN 63744 AND 64975 OR c BETWEEN 65008 AND 65519
                OR (c BETWEEN 65536 AND 917503 AND c & 65535 <= 65533))
               AND NOT (c IN (160, 173, 1564, 5760, 12288, 65279) OR c BETWEEN 8192 AND 8203 OR c BETWEEN 8206 AND 8207
                        OR c BETWEEN 8232 AND 8239 OR c BETWEEN 8287 AND 8303) THEN
                out := out || chr(c);
            ELSE
                out := out || bytes;
            END IF;
            rest := substr(rest, length(bytes) + 1);
        ELSIF code IS NOT NULL THEN
            c := get_byte(decode(substr(code, 2), 'hex'), 0);
            IF c < 128 AND chr(greatest(c, 1)) ~ '^[A-Za-z0-9._~-]$'
               AND NOT (chr(c) ~ '^[0-9A-Fa-f]$' AND out ~ '%[0-9A-Fa-f]?$' AND out !~ '%[0-9A-Fa-f]{2}$') THEN
                out := out || chr(c);
            ELSE
                out := out || code;
            END IF;
            rest := substr(rest, 4);
        ELSE
            out := out || '%';
            rest := substr(rest, 2);
        END IF;
        start := position('%' IN rest);
    END LOOP;
    RETURN out || rest;
END $$;

-- '': nothing remains of it.
CREATE FUNCTION pg_temp.normalized_referrer(site text, referrer text) RETURNS text
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
    scheme text := coalesce(substring(referrer FROM '^[A-Za-z0-9+.-]+://'), '');
    rest   text := substring(substr(referrer, length(scheme) + 1) FROM '^[^?#]*');
    host   text;
    path   text;
    port   text;
    alone  text;
    named  boolean;
BEGIN
    IF scheme = '' AND rest LIKE '//%' THEN
        rest := substr(rest, 3);
    END IF;
    host := substring(rest FROM '^[^/]*');
    path := pg_temp.normalized_path(substr(rest, length(host) + 1));
    host := rtrim(regexp_replace(host, '^.*@', ''), ':');
    port := coalesce(substring(host FROM '^(?:.*\])?[^:\]]*(:[^\]]*)$'), '');
    alone := left(host, length(host) - length(port));
    named := scheme <> '' OR alone ~ '^[A-Za-z0-9-][A-Za-z0-9.-]*\.[A-Za-z0-9.-]*$';
    IF alone = '' OR (scheme <> '' AND octet_length(host) > 255) THEN
        RETURN '';
    END IF;
    scheme := lower(scheme);
    IF (scheme = 'http://' AND port = ':80') OR (scheme = 'https://' AND port = ':443') THEN
        host := alone;
    END IF;
    IF named AND regexp_replace(rtrim(lower(alone), '.'), '^www\.', '') = regexp_replace(rtrim(lower(site), '.'), '^www\.', '') THEN
        RETURN '';
    END IF;
    IF named THEN
        host := lower(host);
    END IF;
    RETURN scheme || host || CASE WHEN scheme <> '' AND path = '' THEN '/' ELSE path END;
END $$;

UPDATE events
   SET path = pg_temp.normalized_path(path),
       referrer = nullif(pg_temp.normalized_referrer(site_id, referrer), '')
 WHERE path LIKE '%\%__%' OR referrer IS NOT NULL AND referrer <> pg_temp.normalized_referrer(site_id, referrer);

-- The values that are counted under another name from now on.
CREATE TEMPORARY TABLE renamed ON COMMIT DROP AS
SELECT *
  FROM (SELECT DISTINCT site_id, dimension, value,
               CASE dimension WHEN 'path' THEN pg_temp.normalized_path(value)
                              ELSE pg_temp.normalized_referrer(site_id, value) END COLLATE "C" AS name
          FROM breakdown_monthly WHERE dimension IN ('path', 'referrer')) AS v
 WHERE name <> value;
ANALYZE renamed;

WITH old AS (
    DELETE FROM breakdown AS b USING renamed AS r
     WHERE b.site_id = r.site_id AND b.dimension = r.dimension AND b.value = r.value
    RETURNING b.site_id, slot, b.dimension, name, views
)
INSERT INTO breakdown AS b
SELECT site_id, slot, dimension, name, sum(views) FROM old WHERE name <> '' GROUP BY 1, 2, 3, 4
    ON CONFLICT (site_id, slot, dimension, value) DO UPDATE SET views = b.views + excluded.views;

WITH old AS (
    DELETE FROM breakdown_daily AS b USING renamed AS r
     WHERE b.site_id = r.site_id AND b.dimension = r.dimension AND b.value = r.value
    RETURNING b.site_id, day, b.dimension, name, views
)
INSERT INTO breakdown_daily AS b
SELECT site_id, day, dimension, name, sum(views) FROM old WHERE name <> '' GROUP BY 1, 2, 3, 4
    ON CONFLICT (site_id, day, dimension, value) DO UPDATE SET views = b.views + excluded.views;

WITH old AS (
    DELETE FROM breakdown_monthly AS b USING renamed AS r
     WHERE b.site_id = r.site_id AND b.dimension = r.dimension AND b.value = r.value
    RETURNING b.site_id, month, b.dimension, name, views
)
INSERT INTO breakdown_monthly AS b
SELECT site_id, month, dimension, name, sum(views) FROM old WHERE name <> '' GROUP BY 1, 2, 3, 4
    ON CONFLICT (site_id, month, dimension, value) DO UPDATE SET views = b.views + excluded.views;

WITH old AS (
    DELETE FROM recent_views WHERE path <> pg_temp.normalized_path(path)
    RETURNING site_id, minute, pg_temp.normalized_path(path) AS name, views
)
INSERT INTO recent_views AS v
SELECT site_id, minute, name, sum(views) FROM old GROUP BY 1, 2, 3
    ON CONFLICT (site_id, minute, path) DO UPDATE SET views = v.views + excluded.views;

-- Their tallies are made again, as of periods that were never looked at.
DELETE FROM tallies AS t USING (SELECT DISTINCT site_id, dimension FROM renamed) AS r
 WHERE t.site_id = r.site_id AND t.dimension IN (r.dimension, '');
DELETE FROM value_numbers AS n USING (SELECT DISTINCT site_id, dimension FROM renamed) AS r
 WHERE n.site_id = r.site_id AND n.dimension = r.dimension;

DROP FUNCTION pg_temp.normalized_referrer, pg_temp.normalized_path;
