-- The open list: entries that are open, fed by the catalogue.
create table open_item (
    entry_id     uuid        primary key,
    version      int         not null,
    code         text        not null,
    name         text        not null,
    searched     text        not null,
    summary      text        not null,
    unit         text        not null,
    open_type    text        not null,
    update_cycle text        not null,
    items        text        not null,
    listed       boolean     not null,
    changed_at   timestamptz not null
);
create index open_item_listed on open_item (entry_id) where listed;

-- Rows of open resources, in the parts in which they come. A release is served once all its parts are there; the one that
-- it replaces is kept a while for downloads that are under way.
create table release (
    release_id    uuid        primary key,
    resource_id   uuid        not null,
    entry_id      uuid        not null,
    items         text        not null,
    parts         int         not null,
    rows          bigint      not null default 0,
    received      int         not null default 0,
    state         text        not null,
    received_at   timestamptz not null,
    superseded_at timestamptz
);
create index release_entry on release (entry_id, state);
create table release_part (
    release_id uuid not null references release (release_id) on delete cascade,
    part       int  not null,
    rows       text not null,
    primary key (release_id, part)
);
