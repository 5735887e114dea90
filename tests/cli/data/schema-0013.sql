-- The tables of the schema before 0001_schema, as its migrations 0001 to 0013 left them: pg_dump --schema-only,
-- without the partitions of events.
CREATE FUNCTION public.prepare_event_partitions() RETURNS void
    LANGUAGE plpgsql
    SET "TimeZone" TO 'UTC'
    AS $_$
DECLARE
    this_month date := date_trunc('month', now());
    month date;
    name text;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('footfall event partitions'));
    SELECT max(to_date(substr(c.relname, 8), 'YYYYMM')) INTO month
      FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
     WHERE i.inhparent = 'events'::regclass AND c.relname ~ '^events_[0-9]{6}$';
    IF month IS NULL THEN
        month := this_month - interval '60 months';
        CREATE TABLE events_archive (LIKE events INCLUDING DEFAULTS INCLUDING CONSTRAINTS);
        EXECUTE format('ALTER TABLE events ATTACH PARTITION events_archive FOR VALUES FROM (MINVALUE) TO (%L)', month);
    ELSE
        month := month + interval '1 month';
    END IF;
    WHILE month <= this_month + interval '2 months' LOOP
        name := 'events_' || to_char(month, 'YYYYMM');
        EXECUTE format('CREATE TABLE %I (LIKE events INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', name);
        EXECUTE format('ALTER TABLE events ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)',
                       name, month, (month + interval '1 month')::date);
        month := month + interval '1 month';
    END LOOP;
END $_$;
CREATE TABLE public.breakdown (
    site_id text NOT NULL COLLATE pg_catalog."C",
    slot timestamp with time zone NOT NULL,
    dimension text NOT NULL COLLATE pg_catalog."C",
    value text NOT NULL COLLATE pg_catalog."C",
    views bigint NOT NULL
)
WITH (fillfactor='80');
CREATE TABLE public.breakdown_daily (
    site_id text NOT NULL COLLATE pg_catalog."C",
    day date NOT NULL,
    dimension text NOT NULL COLLATE pg_catalog."C",
    value text NOT NULL COLLATE pg_catalog."C",
    views bigint NOT NULL
)
WITH (fillfactor='80');
CREATE TABLE public.breakdown_monthly (
    site_id text NOT NULL COLLATE pg_catalog."C",
    month date NOT NULL,
    dimension text NOT NULL COLLATE pg_catalog."C",
    value text NOT NULL COLLATE pg_catalog."C",
    views bigint NOT NULL
)
WITH (fillfactor='80');
CREATE TABLE public.daily (
    site_id text NOT NULL COLLATE pg_catalog."C",
    day date NOT NULL,
    events bigint NOT NULL,
    views bigint NOT NULL,
    unique_users bigint NOT NULL,
    bots bigint DEFAULT 0 NOT NULL
)
WITH (fillfactor='50');
CREATE TABLE public.event_ids (
    site_id text NOT NULL COLLATE pg_catalog."C",
    id uuid NOT NULL,
    arrived date NOT NULL,
    forever boolean NOT NULL
);
CREATE TABLE public.events (
    site_id text NOT NULL COLLATE pg_catalog."C",
    event_type text NOT NULL COLLATE pg_catalog."C",
    path text COLLATE pg_catalog."C",
    user_id text COLLATE pg_catalog."C",
    "timestamp" timestamp with time zone NOT NULL,
    received_at timestamp with time zone NOT NULL,
    processed_at timestamp with time zone NOT NULL,
    event_id text COLLATE pg_catalog."C",
    referrer text COLLATE pg_catalog."C",
    props jsonb,
    count integer NOT NULL,
    bot text COLLATE pg_catalog."C",
    source text COLLATE pg_catalog."C",
    utm_source text COLLATE pg_catalog."C",
    utm_medium text COLLATE pg_catalog."C",
    utm_campaign text COLLATE pg_catalog."C",
    browser text COLLATE pg_catalog."C",
    os text COLLATE pg_catalog."C",
    device text COLLATE pg_catalog."C",
    country text COLLATE pg_catalog."C",
    utm_term text COLLATE pg_catalog."C",
    utm_content text COLLATE pg_catalog."C"
)
PARTITION BY RANGE ("timestamp");
CREATE TABLE public.fresh (
    site_id text NOT NULL COLLATE pg_catalog."C",
    day date NOT NULL,
    id bigint NOT NULL,
    row_count integer NOT NULL,
    events bigint NOT NULL,
    views bigint NOT NULL,
    bots bigint NOT NULL,
    users integer NOT NULL,
    first_event_at timestamp with time zone NOT NULL,
    last_event_at timestamp with time zone NOT NULL,
    raw_bytes integer NOT NULL,
    body bytea NOT NULL,
    made_at timestamp with time zone DEFAULT now() NOT NULL
)
WITH (autovacuum_vacuum_scale_factor='0', autovacuum_vacuum_threshold='1000', autovacuum_vacuum_cost_delay='0', autovacuum_vacuum_insert_scale_factor='0', toast.autovacuum_vacuum_scale_factor='0', toast.autovacuum_vacuum_threshold='1000', toast.autovacuum_vacuum_cost_delay='0');
ALTER TABLE ONLY public.fresh ALTER COLUMN body SET STORAGE EXTERNAL;
CREATE TABLE public.hash_key (
    singleton boolean DEFAULT true NOT NULL,
    key bytea NOT NULL,
    CONSTRAINT hash_key_singleton_check CHECK (singleton)
);
CREATE TABLE public.hourly (
    site_id text NOT NULL COLLATE pg_catalog."C",
    hour timestamp with time zone NOT NULL,
    events bigint NOT NULL,
    views bigint NOT NULL,
    unique_users bigint NOT NULL
)
WITH (fillfactor='50');
CREATE TABLE public.imported_figures (
    site_id text NOT NULL COLLATE pg_catalog."C",
    dimension text NOT NULL COLLATE pg_catalog."C",
    day date NOT NULL,
    value text NOT NULL COLLATE pg_catalog."C",
    views bigint NOT NULL,
    visitors bigint NOT NULL
);
CREATE TABLE public.imports (
    import uuid NOT NULL,
    site_id text NOT NULL COLLATE pg_catalog."C",
    counted bigint NOT NULL,
    already_counted bigint NOT NULL,
    rejected bigint NOT NULL,
    seen_at timestamp with time zone NOT NULL
);
CREATE TABLE public.ingest_frames (
    producer uuid NOT NULL,
    seq bigint NOT NULL
);
CREATE TABLE public.period_users (
    site_id text NOT NULL COLLATE pg_catalog."C",
    period text NOT NULL COLLATE pg_catalog."C",
    start date NOT NULL,
    events bigint NOT NULL,
    users bytea NOT NULL,
    numbers bytea
);
ALTER TABLE ONLY public.period_users ALTER COLUMN users SET STORAGE EXTERNAL;
ALTER TABLE ONLY public.period_users ALTER COLUMN numbers SET STORAGE EXTERNAL;
CREATE TABLE public.producers (
    producer uuid NOT NULL,
    low bigint NOT NULL,
    rejected bigint DEFAULT 0 NOT NULL
);
CREATE TABLE public.prop_dimensions (
    name text NOT NULL COLLATE pg_catalog."C",
    since timestamp with time zone NOT NULL
);
CREATE TABLE public.quarantined_frames (
    producer uuid NOT NULL,
    seq bigint NOT NULL,
    quarantined_at timestamp with time zone NOT NULL,
    reason text NOT NULL COLLATE pg_catalog."C",
    body bytea NOT NULL
);
CREATE TABLE public.recent_users (
    site_id text NOT NULL COLLATE pg_catalog."C",
    minute timestamp with time zone NOT NULL,
    user_hash bigint NOT NULL
);
CREATE TABLE public.recent_views (
    site_id text NOT NULL COLLATE pg_catalog."C",
    minute timestamp with time zone NOT NULL,
    path text NOT NULL COLLATE pg_catalog."C",
    views bigint NOT NULL
)
WITH (fillfactor='50');
CREATE TABLE public.rejected_events (
    rejected_at timestamp with time zone NOT NULL,
    site_id text NOT NULL COLLATE pg_catalog."C",
    sqlstate text NOT NULL COLLATE pg_catalog."C",
    reason text NOT NULL COLLATE pg_catalog."C",
    event bytea NOT NULL
);
CREATE TABLE public.salts (
    day date NOT NULL,
    salt bytea NOT NULL,
    CONSTRAINT salts_salt_check CHECK ((octet_length(salt) = 32))
);
CREATE TABLE public.schema_migrations (
    version bigint NOT NULL,
    name text NOT NULL,
    applied_at timestamp with time zone DEFAULT now() NOT NULL
);
CREATE TABLE public.segment_user_counts (
    site_id text NOT NULL COLLATE pg_catalog."C",
    numbered integer NOT NULL
)
WITH (fillfactor='50');
CREATE TABLE public.segment_users (
    site_id text NOT NULL COLLATE pg_catalog."C",
    user_hash bigint NOT NULL,
    number integer NOT NULL
);
CREATE TABLE public.segments (
    site_id text NOT NULL COLLATE pg_catalog."C",
    day date NOT NULL,
    id bigint NOT NULL,
    row_count integer NOT NULL,
    events bigint NOT NULL,
    views bigint NOT NULL,
    bots bigint NOT NULL,
    users integer NOT NULL,
    first_event_at timestamp with time zone NOT NULL,
    last_event_at timestamp with time zone NOT NULL,
    raw_bytes integer NOT NULL,
    body bytea NOT NULL,
    made_at timestamp with time zone DEFAULT now() NOT NULL
);
ALTER TABLE ONLY public.segments ALTER COLUMN body SET STORAGE EXTERNAL;
CREATE TABLE public.site_users (
    site_id text NOT NULL COLLATE pg_catalog."C",
    user_hash bigint NOT NULL
);
CREATE TABLE public.sites (
    site_id text NOT NULL COLLATE pg_catalog."C",
    origins text[] NOT NULL,
    added_at timestamp with time zone NOT NULL,
    CONSTRAINT sites_site_id_check CHECK (((octet_length(site_id) >= 1) AND (octet_length(site_id) <= 128)))
);
CREATE TABLE public.summaries (
    site_id text NOT NULL COLLATE pg_catalog."C",
    period text NOT NULL COLLATE pg_catalog."C",
    start date NOT NULL,
    dimension text NOT NULL COLLATE pg_catalog."C",
    events bigint NOT NULL,
    bots bigint NOT NULL,
    body bytea NOT NULL,
    made_at timestamp with time zone DEFAULT now() NOT NULL
);
ALTER TABLE ONLY public.summaries ALTER COLUMN body SET STORAGE EXTERNAL;
CREATE TABLE public.tallies (
    site_id text NOT NULL COLLATE pg_catalog."C",
    period text NOT NULL COLLATE pg_catalog."C",
    start timestamp with time zone NOT NULL,
    dimension text NOT NULL COLLATE pg_catalog."C",
    events bigint NOT NULL,
    counts bytea NOT NULL
);
ALTER TABLE ONLY public.tallies ALTER COLUMN counts SET STORAGE EXTERNAL;
CREATE TABLE public.totals (
    site_id text NOT NULL COLLATE pg_catalog."C",
    events bigint NOT NULL,
    views bigint NOT NULL,
    unique_users bigint NOT NULL,
    last_event_at timestamp with time zone NOT NULL,
    bots bigint DEFAULT 0 NOT NULL
)
WITH (fillfactor='50');
CREATE TABLE public.traffic (
    site_id text NOT NULL COLLATE pg_catalog."C",
    slot timestamp with time zone NOT NULL,
    events bigint NOT NULL,
    views bigint NOT NULL,
    bots bigint NOT NULL
)
WITH (fillfactor='50');
CREATE TABLE public.user_counts (
    site_id text NOT NULL COLLATE pg_catalog."C",
    numbered integer NOT NULL
)
WITH (fillfactor='50');
CREATE TABLE public.user_news (
    site_id text NOT NULL COLLATE pg_catalog."C",
    day date NOT NULL,
    size integer NOT NULL,
    users bigint[] NOT NULL,
    fresh bit(96)[] NOT NULL
);
ALTER TABLE ONLY public.user_news ALTER COLUMN users SET STORAGE EXTERNAL;
CREATE TABLE public.user_numbers (
    site_id text NOT NULL COLLATE pg_catalog."C",
    user_hash bigint NOT NULL,
    number integer NOT NULL
);
CREATE TABLE public.user_sets (
    site_id text NOT NULL COLLATE pg_catalog."C",
    period text NOT NULL COLLATE pg_catalog."C",
    start timestamp with time zone NOT NULL,
    users bytea NOT NULL
);
ALTER TABLE ONLY public.user_sets ALTER COLUMN users SET STORAGE EXTERNAL;
CREATE TABLE public.value_numbers (
    site_id text NOT NULL COLLATE pg_catalog."C",
    dimension text NOT NULL COLLATE pg_catalog."C",
    value text NOT NULL COLLATE pg_catalog."C",
    number integer NOT NULL
);
CREATE TABLE public.visitors (
    site_id text NOT NULL COLLATE pg_catalog."C",
    day date NOT NULL,
    user_hash bigint NOT NULL,
    slots bit(96) NOT NULL,
    fresh bit(96) NOT NULL
)
WITH (fillfactor='80');
CREATE TABLE public.workers (
    name text NOT NULL COLLATE pg_catalog."C",
    state text NOT NULL COLLATE pg_catalog."C",
    seen_at timestamp with time zone NOT NULL,
    last_commit_at timestamp with time zone,
    events_per_second double precision NOT NULL,
    commit_ms double precision NOT NULL
);
ALTER TABLE ONLY public.breakdown_daily
    ADD CONSTRAINT breakdown_daily_pkey PRIMARY KEY (site_id, day, dimension, value);
ALTER TABLE ONLY public.breakdown_monthly
    ADD CONSTRAINT breakdown_monthly_pkey PRIMARY KEY (site_id, month, dimension, value);
ALTER TABLE ONLY public.breakdown
    ADD CONSTRAINT breakdown_pkey PRIMARY KEY (site_id, slot, dimension, value);
ALTER TABLE ONLY public.daily
    ADD CONSTRAINT daily_pkey PRIMARY KEY (site_id, day);
ALTER TABLE ONLY public.event_ids
    ADD CONSTRAINT event_ids_pkey PRIMARY KEY (site_id, id);
ALTER TABLE ONLY public.fresh
    ADD CONSTRAINT fresh_pkey PRIMARY KEY (site_id, day, id);
ALTER TABLE ONLY public.hash_key
    ADD CONSTRAINT hash_key_pkey PRIMARY KEY (singleton);
ALTER TABLE ONLY public.hourly
    ADD CONSTRAINT hourly_pkey PRIMARY KEY (site_id, hour);
ALTER TABLE ONLY public.imported_figures
    ADD CONSTRAINT imported_figures_pkey PRIMARY KEY (site_id, dimension, day, value);
ALTER TABLE ONLY public.imports
    ADD CONSTRAINT imports_pkey PRIMARY KEY (import, site_id);
ALTER TABLE ONLY public.ingest_frames
    ADD CONSTRAINT ingest_frames_pkey PRIMARY KEY (producer, seq);
ALTER TABLE ONLY public.period_users
    ADD CONSTRAINT period_users_pkey PRIMARY KEY (site_id, period, start);
ALTER TABLE ONLY public.producers
    ADD CONSTRAINT producers_pkey PRIMARY KEY (producer);
ALTER TABLE ONLY public.prop_dimensions
    ADD CONSTRAINT prop_dimensions_pkey PRIMARY KEY (name);
ALTER TABLE ONLY public.quarantined_frames
    ADD CONSTRAINT quarantined_frames_pkey PRIMARY KEY (producer, seq);
ALTER TABLE ONLY public.recent_users
    ADD CONSTRAINT recent_users_pkey PRIMARY KEY (site_id, minute, user_hash);
ALTER TABLE ONLY public.recent_views
    ADD CONSTRAINT recent_views_pkey PRIMARY KEY (site_id, minute, path);
ALTER TABLE ONLY public.salts
    ADD CONSTRAINT salts_pkey PRIMARY KEY (day);
ALTER TABLE ONLY public.schema_migrations
    ADD CONSTRAINT schema_migrations_pkey PRIMARY KEY (version);
ALTER TABLE ONLY public.segment_user_counts
    ADD CONSTRAINT segment_user_counts_pkey PRIMARY KEY (site_id);
ALTER TABLE ONLY public.segment_users
    ADD CONSTRAINT segment_users_pkey PRIMARY KEY (site_id, user_hash);
ALTER TABLE ONLY public.segments
    ADD CONSTRAINT segments_pkey PRIMARY KEY (site_id, day, id);
ALTER TABLE ONLY public.site_users
    ADD CONSTRAINT site_users_pkey PRIMARY KEY (site_id, user_hash);
ALTER TABLE ONLY public.sites
    ADD CONSTRAINT sites_pkey PRIMARY KEY (site_id);
ALTER TABLE ONLY public.summaries
    ADD CONSTRAINT summaries_pkey PRIMARY KEY (site_id, period, start, dimension);
ALTER TABLE ONLY public.tallies
    ADD CONSTRAINT tallies_pkey PRIMARY KEY (site_id, period, start, dimension);
ALTER TABLE ONLY public.totals
    ADD CONSTRAINT totals_pkey PRIMARY KEY (site_id);
ALTER TABLE ONLY public.traffic
    ADD CONSTRAINT traffic_slots PRIMARY KEY (site_id, slot);
ALTER TABLE ONLY public.user_counts
    ADD CONSTRAINT user_counts_pkey PRIMARY KEY (site_id);
ALTER TABLE ONLY public.user_numbers
    ADD CONSTRAINT user_numbers_pkey PRIMARY KEY (site_id, user_hash);
ALTER TABLE ONLY public.user_sets
    ADD CONSTRAINT user_sets_pkey PRIMARY KEY (site_id, period, start);
ALTER TABLE ONLY public.value_numbers
    ADD CONSTRAINT value_numbers_pkey PRIMARY KEY (site_id, dimension, value);
ALTER TABLE ONLY public.visitors
    ADD CONSTRAINT visitors_pkey PRIMARY KEY (site_id, day, user_hash);
ALTER TABLE ONLY public.workers
    ADD CONSTRAINT workers_pkey PRIMARY KEY (name);
CREATE INDEX event_ids_arrived ON public.event_ids USING brin (arrived);
CREATE INDEX events_timestamp ON ONLY public.events USING brin ("timestamp");
CREATE INDEX segments_made_at ON public.segments USING btree (made_at);
CREATE INDEX user_news_days ON public.user_news USING btree (site_id, day);
CREATE UNIQUE INDEX value_numbers_numbers ON public.value_numbers USING btree (site_id, dimension, number);
