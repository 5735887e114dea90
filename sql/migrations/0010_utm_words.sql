-- The other two words of campaigns, beside utm_source, utm_medium and utm_campaign.
ALTER TABLE events
    ADD COLUMN utm_term    text COLLATE "C",
    ADD COLUMN utm_content text COLLATE "C";
