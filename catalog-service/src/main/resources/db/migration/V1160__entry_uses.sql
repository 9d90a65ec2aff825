-- Which units use the data of an entry, from exchange's events (Art. 3). A grant that ended stays, so that no event told again revives it.
create table entry_use (
    grant_id    uuid        primary key,
    entry_id    uuid        not null,
    resource_id uuid        not null,
    provider    text        not null,
    consumer    text        not null,
    valid_from  timestamptz not null,
    valid_until timestamptz not null,
    suspended   boolean     not null default false,
    ended       boolean     not null default false
);
create index entry_use_entry on entry_use (entry_id, grant_id) where not ended;
