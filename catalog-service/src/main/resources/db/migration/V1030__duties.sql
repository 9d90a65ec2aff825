-- Duties of units to look at their entries again (Art. 12, 23).
create table duty (
    id                uuid        primary key,
    matter_id         uuid        not null,
    entry_id          uuid        not null,
    unit              text        not null,
    kind              text        not null,
    title             text        not null,
    description       text        not null,
    legal_basis       text,
    opened_at         timestamptz not null,
    due_at            timestamptz not null,
    remind_at         timestamptz not null,
    due_provisional   boolean     not null,
    policy_edition    text        not null,
    state             text        not null,
    reminded          boolean     not null default false,
    overdue           boolean     not null default false,
    outcome           text,
    outcome_reasons   text,
    fulfilled_at      timestamptz,
    fulfilled_version int,
    lock_version      bigint      not null,
    unique (matter_id, entry_id)
);
create index duty_open on duty (entry_id) where state = 'OPEN';
create index duty_unit on duty (unit, id);
create index duty_due on duty (due_at) where state = 'OPEN' and not overdue;
create index duty_remind on duty (remind_at) where state = 'OPEN' and not reminded;
create index duty_reexamined on duty (entry_id, opened_at) where kind = 'REEXAMINATION';
