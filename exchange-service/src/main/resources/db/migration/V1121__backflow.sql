-- Requests for data held above as they stand on this level, and rows that flowed down (Art. 4).
create table backflow (
    id             uuid        primary key,
    request_id     uuid        not null,
    unit           text        not null,
    below          text,
    wish           text        not null,
    filed          text        not null,
    state          text        not null,
    filed_at       timestamptz not null,
    passed_at      timestamptz,
    reasons        text,
    application_id uuid,
    grant_id       uuid,
    entry_id       uuid,
    resource_id    uuid,
    valid_until    timestamptz,
    heard_sequence bigint      not null default 0,
    told_sequence  bigint      not null default 0,
    told_position  bigint      not null default 0,
    changed_at     timestamptz not null,
    lock_version   bigint      not null
);
create unique index backflow_request on backflow (request_id, coalesce(below, ''));
create index backflow_unit on backflow (unit) where below is null;
create index backflow_held_here on backflow (changed_at) where application_id is not null and state in ('APPLIED', 'GRANTED');

create index backflow_with_authority on backflow (changed_at) where state in ('FILED', 'RECEIVED');

create table flowed_row (
    id          uuid        primary key,
    position    bigint      generated always as identity,
    backflow_id uuid        not null references backflow,
    row_key     text        not null,
    effect      text        not null,
    changes     text        not null,
    reasons     text,
    at          timestamptz not null
);
create index flowed_row_backflow on flowed_row (backflow_id, position);
