-- Whose deadline it is, and when it is warned of.
alter table deadline add column unit text;
alter table deadline add column warn_at timestamptz;
alter table deadline add column warned_at timestamptz;
alter table deadline add column warn_left int;
update deadline d set unit = a.provider from application a where d.kind = 'PROVIDER_DECISION' and a.id = d.subject_id;
update deadline d set unit = t.provider from doubt t where d.kind = 'ANSWER' and t.id = d.subject_id;
update deadline d set unit = g.consumer from share_grant g where d.kind = 'GRANT_END' and g.id = d.subject_id;
create index deadline_warn on deadline (warn_at) where fired_at is null and warned_at is null;
create index deadline_unit on deadline (unit, due_at, id) where fired_at is null;
create index deadline_all on deadline (due_at, id) where fired_at is null;

-- What waits for whom.
create index share_grant_to_report on share_grant (report_due_at) where report_due_at is not null and data_fate is null;
create index application_state on application (state, changed_at);
create index doubt_open_provider on doubt (provider, due_at) where state = 'OPEN';
create index doubt_open_reporter on doubt (reporter, due_at) where state = 'OPEN';
