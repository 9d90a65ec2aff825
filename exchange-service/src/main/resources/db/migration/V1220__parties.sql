-- Who collects, holds and operates the data of an entry, from the catalogue's events (Art. 3).
create table data_right (
    right_id    uuid        primary key,
    entry_id    uuid        not null,
    kind        text        not null,
    holder      text        not null,
    number      text        not null,
    valid_from  timestamptz not null,
    valid_until timestamptz,
    ended       boolean     not null default false
);
create index data_right_entry on data_right (entry_id, right_id) where not ended;

create table collection_plan (
    plan_id     uuid        primary key,
    units       text[]      not null,
    items       text        not null,
    valid_from  timestamptz not null,
    valid_until timestamptz not null,
    ended       boolean     not null default false
);
create index collection_plan_units on collection_plan using gin (units) where not ended;

-- Names of the items of each co-unit; none of an entry that was told of before they were.
alter table shared_entry add column parts text not null default '{}';

alter table share_grant add column parties text, add column narrowing_basis text;
