-- The open metadata ask for these on each page.
create index entry_live on entry (id) where live_version is not null;
create index entry_version_published on entry_version (published_at);
create index resource_attached on resource (attached_at);
create index entry_retired on entry (retired_at) where retired_at is not null;

-- What the mesh knows of units, from security's events.
create table publishing_unit (
    unit      text        primary key,
    name      text        not null,
    level     text        not null,
    division  text        not null,
    authority boolean     not null,
    as_of     timestamptz not null
);
