-- Holders are told of resources that were replaced or withdrawn: a notice that is of no correction.
alter table notice add column kind text not null default 'CORRECTION';
alter table notice add column successor_id uuid;
alter table notice add column successor_name text;
alter table notice alter column correction_id drop not null;
alter table notice alter column sequence drop not null;
alter table notice alter column row_key drop not null;
alter table notice alter column effect drop not null;
alter table notice alter column changes drop not null;
create unique index notice_of_end on notice (resource_id, grant_id) where correction_id is null;

-- Who holds a resource.
create index share_grant_resource on share_grant (resource_id) where state = 'ALIVE';
