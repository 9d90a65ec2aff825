-- What the check of an application before any decision found (Art. 40); null where it was submitted before there was one.
alter table application add column checked_at timestamptz;
alter table application add column compliance text;
alter table shared_entry add column share_conditions text;
-- What a unit holds of an entry.
create index share_grant_held on share_grant (consumer, entry_id, id) where state in ('ALIVE', 'SUSPENDED');
