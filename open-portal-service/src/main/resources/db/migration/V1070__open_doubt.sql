-- Doubts of open data by members of the public, and what came of them.
create table open_doubt (
    id             uuid        primary key,
    entry_id       uuid        not null,
    resource_id    uuid        not null,
    person         text        not null,
    row_key        text        not null,
    item           text        not null,
    observed       text,
    expected       text,
    reasons        text        not null,
    state          text        not null,
    reported_at    timestamptz not null,
    due_at         timestamptz,
    answered_at    timestamptz,
    answer_reasons text,
    lock_version   bigint      not null
);
create index open_doubt_person on open_doubt (person, id);
