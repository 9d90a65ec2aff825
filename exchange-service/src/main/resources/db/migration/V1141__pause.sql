-- Deadlines are paused for causes that the edition of policy names which their matter keeps.
alter table deadline add column policy_edition text;
create table deadline_pause (
    id             uuid        primary key,
    deadline_id    uuid        not null,
    kind           text        not null,
    subject_id     uuid        not null,
    unit           text        not null,
    cause          text        not null,
    reasons        text        not null,
    paused_by      text        not null,
    paused_at      timestamptz not null,
    until          timestamptz not null,
    days_left      int         not null,
    resumed_at     timestamptz,
    resumed_by     text,
    resume_reasons text,
    unique (deadline_id, cause)
);
create index deadline_pause_subject on deadline_pause (subject_id);

-- At each start all that is counted in working days is looked through, not only what is provisional.
drop index deadline_provisional;
