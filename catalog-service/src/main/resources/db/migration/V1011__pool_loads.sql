-- When rows of a resource came into the pool last, from exchange's events.
create table pool_load (
    resource_id uuid        primary key,
    entry_id    uuid        not null,
    loaded_at   timestamptz not null
);
