-- Applications that are still written, seen by their unit only (Art. 25).
create table application_draft (
    id           uuid        primary key,
    unit         text        not null,
    resource_id  uuid        not null,
    content      text        not null,
    authors      text[]      not null,
    changed_at   timestamptz not null,
    lock_version bigint      not null
);
create index application_draft_unit on application_draft (unit, id);
-- All who wrote at the draft take no other step (Art. 8).
alter table application add column drafted_by text[] not null default '{}';
-- What was granted of an entry, for suggestions.
create index application_granted on application (entry_id, id) where state = 'APPROVED';
