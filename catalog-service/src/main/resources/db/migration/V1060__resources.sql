-- Resources of all kinds: their sources, self-checks, ends and the systems that they come from (Art. 13, 17).
alter table resource
    add column state        text        not null default 'UNPROVEN',
    add column source       text,
    add column attached_by  text,
    add column state_since  timestamptz,
    add column usable_since timestamptz,
    add column measured_at  timestamptz,
    add column renewed_at   timestamptz,
    add column stale        boolean     not null default false,
    add column ended_at     timestamptz,
    add column ended_by     text,
    add column end_reasons  text,
    add column replaced_by  uuid,
    add column lock_version bigint      not null default 0;
update resource set state_since = attached_at;
alter table resource alter column state_since set not null;
create index resource_state_since on resource (state_since);

alter table pool_load
    add column loaded_rows bigint,
    add column quarantined bigint,
    add column sm3         text;

create table data_system (
    id               uuid        primary key,
    resource_id      uuid        not null,
    name             text        not null,
    code             text,
    responsible_unit text        not null,
    since            date        not null,
    until            date,
    reasons          text,
    recorded_by      text,
    recorded_at      timestamptz not null
);
create index data_system_resource on data_system (resource_id, id);
create unique index data_system_current on data_system (resource_id) where until is null;
insert into data_system (id, resource_id, name, responsible_unit, since, recorded_at)
    select uuidv7(), id, information_system, unit, cast(attached_at at time zone '+08' as date), attached_at from resource;

-- A round in which the authority measures resources (Art. 13).
create table conformity_round (
    id             uuid        primary key,
    title          text        not null,
    description    text        not null,
    unit           text,
    classification text,
    opened_by      text        not null,
    opened_at      timestamptz not null,
    resources      int         not null,
    bare_entries   int         not null,
    conforming     int         not null default 0,
    deviating      int         not null default 0,
    dropped        int         not null default 0,
    completed_at   timestamptz
);

-- Measurements that are to be made and that were made: self-checks, and those of a round.
create table resource_check (
    id            uuid        primary key,
    round_id      uuid,
    resource_id   uuid        not null,
    entry_id      uuid        not null,
    unit          text        not null,
    state         text        not null,
    declared      text,
    requested_by  text        not null,
    requested_at  timestamptz not null,
    claimed_until timestamptz,
    attempts      int         not null default 0,
    entry_version int,
    passed        boolean,
    measured      text,
    measured_at   timestamptz,
    unique (round_id, resource_id)
);
create index resource_check_resource on resource_check (resource_id, id);
create index resource_check_open on resource_check (id) where state <> 'DONE';
create unique index resource_check_self on resource_check (resource_id) where round_id is null and state <> 'DONE';

-- Entries whose unit was told that a resource is owed (Art. 11).
create table bare_entry (
    entry_id uuid        primary key,
    told_at  timestamptz not null
);
