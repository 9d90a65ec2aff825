-- Replicas look for what was changed since they last looked, by the time at which it was.
alter table live_grant add column changed_at timestamptz;
drop index live_grant_changed;
create index live_grant_changed on live_grant (changed_at) where changed_at is not null;
-- Values of corrections that were sent before items or rows were taken away are withheld.
alter table live_grant add column narrowed_at timestamptz;

-- What the authority suspended, or granted against the provider, is the authority's to change.
alter table share_grant add column suspended_by_authority boolean not null default false;
alter table share_grant add column overruled boolean not null default false;

-- A medium holds the rows of the grant as they were when it was filed.
alter table offline_share add column row_filter text not null default '[]';

-- What waits for whom.
create index notice_open_holder on notice (holder, grant_id) where state = 'SENT' or (state = 'ACKNOWLEDGED' and kind = 'CORRECTION');
create index notice_open_resource on notice (resource_id, grant_id) where state = 'SENT' or (state = 'ACKNOWLEDGED' and kind = 'CORRECTION');
drop index share_grant_to_report;
create index share_grant_report_consumer on share_grant (consumer, report_due_at) where report_due_at is not null and data_fate is null;
create index share_grant_report_provider on share_grant (provider, report_due_at) where report_due_at is not null and data_fate is null;
