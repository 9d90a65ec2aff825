-- A published version stays beside the revision that is to follow it, and is kept when it has.
alter table entry
    add column last_version int     not null default 1,
    add column live_version int,
    add column live_content text,
    add column attached     boolean not null default false;
update entry set live_version = version where state = 'PUBLISHED';
update entry set attached = true where exists (select 1 from resource where entry_id = entry.id);

create table entry_version (
    id                 uuid        primary key,
    entry_id           uuid        not null references entry (id),
    version            int         not null,
    content            text        not null,
    submitted          text,
    adjustment_reasons text,
    published_at       timestamptz not null,
    superseded_at      timestamptz,
    unique (entry_id, version)
);
create index entry_version_entry on entry_version (entry_id, id);
insert into entry_version (id, entry_id, version, content, published_at)
    select uuidv7(), id, version, content, published_at from entry where state = 'PUBLISHED';
