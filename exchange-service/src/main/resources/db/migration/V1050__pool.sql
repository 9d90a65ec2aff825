create schema pool;

-- What the pool knows of the catalogue, fed by its events.
create table shared_entry (
    entry_id   uuid    primary key,
    version    int     not null,
    unit       text    not null,
    open       boolean not null,
    share_type text    not null,
    items      text    not null
);
create table shared_resource (
    resource_id   uuid    primary key,
    entry_id      uuid    not null,
    unit          text    not null,
    name          text    not null,
    loaded        boolean not null default false,
    last_sequence bigint  not null default 0
);

create table pool_load (
    id          uuid        primary key,
    resource_id uuid        not null,
    loaded      bigint      not null,
    quarantined bigint      not null,
    sm3         text        not null,
    loaded_at   timestamptz not null
);
create table quarantine (
    load_id     uuid   not null references pool_load (id),
    resource_id uuid   not null,
    line        bigint not null,
    fields      text   not null,
    reasons     text   not null,
    primary key (load_id, line)
);
create index quarantine_resource on quarantine (resource_id, load_id, line);

-- Grants as the gate knows them, fed by exchange.grant.
create table live_grant (
    grant_id    uuid        primary key,
    resource_id uuid        not null,
    consumer    text        not null,
    valid_until timestamptz not null,
    ended       boolean     not null default false,
    data        text        not null
);
create index live_grant_resource on live_grant (resource_id);

create table doubt (
    id               uuid        primary key,
    resource_id      uuid        not null,
    entry_id         uuid        not null,
    reporter         text        not null,
    provider         text        not null,
    row_key          text        not null,
    item             text        not null,
    observed         text,
    expected         text,
    reasons          text        not null,
    state            text        not null,
    reported_by      text        not null,
    reported_at      timestamptz not null,
    due_at           timestamptz not null,
    due_provisional  boolean     not null,
    policy_edition   text        not null,
    overdue_recorded boolean     not null default false,
    answered_at      timestamptz,
    answer_reasons   text,
    correction_id    uuid,
    lock_version     bigint      not null
);

create table correction (
    id           uuid        primary key,
    resource_id  uuid        not null,
    entry_id     uuid        not null,
    provider     text        not null,
    sequence     bigint      not null,
    doubt_id     uuid,
    row_key      text        not null,
    changes      text        not null,
    reasons      text        not null,
    corrected_at timestamptz not null,
    unique (resource_id, sequence)
);

create table notice (
    id              uuid        primary key,
    position        bigint      generated always as identity,
    correction_id   uuid        not null references correction (id),
    resource_id     uuid        not null,
    entry_id        uuid        not null,
    grant_id        uuid        not null,
    holder          text        not null,
    sequence        bigint      not null,
    row_key         text        not null,
    effect          text        not null,
    changes         text        not null,
    reasons         text        not null,
    state           text        not null,
    sent_at         timestamptz not null,
    acknowledged_at timestamptz,
    applied_at      timestamptz,
    lock_version    bigint      not null,
    unique (correction_id, grant_id)
);
create index doubt_reporter on doubt (reporter, id);
create index doubt_provider on doubt (provider, id);
create index correction_provider on correction (provider, id);
create index notice_inbox on notice (holder, position);
