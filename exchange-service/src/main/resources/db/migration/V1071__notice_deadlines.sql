-- Until when a holder acknowledges and applies a correction. Notices of before have no such time.
alter table notice add column policy_edition text;
alter table notice add column acknowledge_due_at timestamptz;
alter table notice add column apply_due_at timestamptz;
alter table notice add column due_provisional boolean not null default false;
alter table notice add column acknowledge_overdue boolean not null default false;
alter table notice add column apply_overdue boolean not null default false;
create index notice_to_acknowledge on notice (acknowledge_due_at) where state = 'SENT' and not acknowledge_overdue;
create index notice_to_apply on notice (apply_due_at) where state <> 'APPLIED' and not apply_overdue;
create index notice_provisional on notice (sent_at) where state <> 'APPLIED' and due_provisional;
