-- Renewals and changes of grants: applications for a grant in the place of another one.
alter table application add column replaces_grant_id uuid;
alter table application add column replacement_kind text;
alter table application add column difference text;
create unique index application_replaces on application (replaces_grant_id)
    where state not in ('DECLINED', 'APPROVED', 'REJECTED', 'UPHELD', 'WITHDRAWN');
alter table share_grant add column replaces uuid;
