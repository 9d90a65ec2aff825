-- Other catalogues that are harvested, the runs with their reports, and what was harvested. Each run touches each record
-- that it sees, so their pages leave room for the next version beside the last.
create table harvest_source (
    id               uuid        primary key,
    title            text        not null,
    address          text        not null unique,
    unit             text        not null,
    format           text        not null,
    interval_seconds bigint      not null,
    enabled          boolean     not null,
    token            text,
    registered_at    timestamptz not null,
    changed_at       timestamptz not null,
    next_run_at      timestamptz not null,
    failures         int         not null default 0,
    failing_told     boolean     not null default false,
    -- Its pages may be asked for conditionally: the last run was whole and saw no dataset twice.
    conditional      boolean     not null default false,
    dated            boolean     not null default false,
    read_whole_at    timestamptz,
    own_records      int         not null default 0,
    own_seen_at      timestamptz,
    lease_run        uuid,
    lease_until      timestamptz,
    lock_version     bigint      not null
);
create index harvest_source_due on harvest_source (next_run_at) where enabled;

create table harvest_run (
    id           uuid        primary key,
    source_id    uuid        not null,
    trigger      text        not null,
    state        text        not null,
    asked_by     text,
    asked_at     timestamptz not null,
    started_at   timestamptz,
    ended_at     timestamptz,
    requests     int         not null default 0,
    pages        int         not null default 0,
    bytes        bigint      not null default 0,
    added        int         not null default 0,
    changed      int         not null default 0,
    unchanged    int         not null default 0,
    gone         int         not null default 0,
    refused      int         not null default 0,
    own          int         not null default 0,
    repeated     int         not null default 0,
    errors       text        not null default '[]'
);
create index harvest_run_source on harvest_run (source_id, id);
create unique index harvest_run_waiting on harvest_run (source_id) where state = 'WAITING';

create table harvest_refusal (
    run_id  uuid not null,
    place   int  not null,
    iri     text,
    entry   uuid,
    reasons text not null,
    primary key (run_id, place)
);

create table harvest_page (
    source_id     uuid not null,
    place         int  not null,
    address       text not null,
    next          text,
    etag          text,
    last_modified text,
    members       int  not null,
    primary key (source_id, place)
);

create table harvest_record (
    id            uuid        primary key,
    source_id     uuid        not null,
    iri           text        not null,
    digest        text        not null,
    content       text        not null,
    words         text        not null,
    publisher     text        not null,
    keywords      text[]      not null,
    themes        text[]      not null,
    formats       text[]      not null,
    access_rights text,
    modified_at   timestamptz,
    page          text        not null,
    run_id        uuid        not null,
    first_seen_at timestamptz not null,
    last_seen_at  timestamptz not null,
    changed_at    timestamptz not null,
    gone_at       timestamptz,
    unique (source_id, iri)
) with (fillfactor = 70);
create index harvest_record_iri on harvest_record (iri);
create index harvest_record_page on harvest_record (source_id, page);
create index harvest_record_keywords on harvest_record using gin (keywords);
create index harvest_record_themes on harvest_record using gin (themes);
create index harvest_record_formats on harvest_record using gin (formats);

-- Which entries were drafted out of records; it outlives the record and its source.
create table harvest_adoption (
    entry_id     uuid        primary key,
    record_id    uuid        not null,
    source_id    uuid        not null,
    source_title text        not null,
    iri          text        not null,
    content      text        not null,
    unit         text        not null,
    adopted_by   text        not null,
    adopted_at   timestamptz not null,
    unique (record_id, unit)
);
