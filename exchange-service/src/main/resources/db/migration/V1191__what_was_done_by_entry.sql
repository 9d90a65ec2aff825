-- What was done to grants holds for all resources of their entry.
drop index share_grant_stepped_on;
drop index share_grant_since;
create index share_grant_of_entry on share_grant (consumer, entry_id, valid_from);
