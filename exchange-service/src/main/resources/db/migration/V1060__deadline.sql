-- A deadline that fails is tried again later and later, so that it holds up none of the others.
alter table deadline add column retry_at timestamptz;
alter table deadline add column tries int not null default 0;
-- From when working days are counted, and how many, so that they can be counted anew when a calendar is announced.
alter table deadline add column begun_at timestamptz;
alter table deadline add column working_days int;
alter table deadline add column provisional boolean not null default false;
drop index deadline_due;
create index deadline_due on deadline (coalesce(retry_at, due_at)) where fired_at is null;
create index deadline_provisional on deadline (id) where fired_at is null and provisional;
