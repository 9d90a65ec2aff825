-- Grants are suspended, resumed, narrowed and ended before their term; each such step counts the revision up.
alter table share_grant add column revision bigint not null default 0;
alter table share_grant add column suspended_at timestamptz;
alter table share_grant add column suspended_by_unit text;
alter table share_grant add column suspension_reasons text;
alter table share_grant add column policy_edition text;
-- What became of the data after the end (Art. 19).
alter table share_grant add column report_due_at timestamptz;
alter table share_grant add column report_due_provisional boolean not null default false;
alter table share_grant add column report_overdue boolean not null default false;
alter table share_grant add column data_fate text;
alter table share_grant add column fate_method text;
alter table share_grant add column fate_basis text;
alter table share_grant add column reported_at timestamptz;
alter table share_grant add column reported_by text;

alter table live_grant add column suspended boolean not null default false;
alter table live_grant add column revision bigint not null default 0;
drop index live_grant_ended;
create index live_grant_changed on live_grant (valid_until) where ended or revision > 0;

-- What a provider or the authority offers instead of what was applied for.
alter table application add column offer text;
