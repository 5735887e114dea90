-- What other tools have counted: page views and visitors by day, as their exports say. Recomputable
-- from the events of type footfall:imported, which are in no other figure. Visitors of a day are a
-- sum here as soon as two rows are added, and never mixed with exact users.
--
-- dimension: path, source, browser, ...; or 'total', of a day as the tool has it; or 'pages', the sum of
-- the day's paths. These two have the value ''.
CREATE TABLE imported_figures (
    site_id   text COLLATE "C" NOT NULL,
    dimension text COLLATE "C" NOT NULL,
    day       date NOT NULL,
    value     text COLLATE "C" NOT NULL,
    views     bigint NOT NULL,
    visitors  bigint NOT NULL,
    PRIMARY KEY (site_id, dimension, day, value)
);
