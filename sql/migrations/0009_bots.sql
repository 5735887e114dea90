-- Bots have names, and a breakdown by them; its `views` are events. Of earlier ones no name is known.
ALTER TABLE events
    ALTER COLUMN bot DROP DEFAULT,
    ALTER COLUMN bot DROP NOT NULL,
    ALTER COLUMN bot TYPE text COLLATE "C" USING CASE WHEN bot THEN 'unknown' END;

INSERT INTO breakdown SELECT site_id, slot, 'bot', 'unknown', bots FROM traffic WHERE bots > 0;
INSERT INTO breakdown_daily SELECT site_id, day, 'bot', 'unknown', bots FROM daily WHERE bots > 0;
INSERT INTO breakdown_monthly
SELECT site_id, date_trunc('month', day)::date, 'bot', 'unknown', sum(bots) FROM daily WHERE bots > 0 GROUP BY 1, 2;
