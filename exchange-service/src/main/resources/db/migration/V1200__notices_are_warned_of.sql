-- When a holder is warned of a notice's time; null where it is not, or was.
alter table notice add column acknowledge_warn_at timestamptz;
alter table notice add column apply_warn_at timestamptz;
create index notice_warn_acknowledge on notice (acknowledge_warn_at) where state = 'SENT' and acknowledge_warn_at is not null;
create index notice_warn_apply on notice (apply_warn_at) where state <> 'APPLIED' and apply_warn_at is not null;

-- A step that two units owe stands in the calendar of both.
alter table deadline add column also_unit text;
create index deadline_also_unit on deadline (also_unit, due_at, id) where fired_at is null and also_unit is not null;
update deadline d set also_unit = p.unit from dispute p
    where d.kind = 'DISPUTE_STEP' and d.fired_at is null and p.id = d.subject_id and p.awaits_unit and p.awaits_other;
