-- Editions of the rules of grade and classification (Art. 38). What is issued is never changed.
create table grading_edition (
    id            uuid        primary key,
    edition       int         not null unique,
    title         text        not null,
    rules         text        not null,
    state         text        not null,
    -- All who drafted or changed it: none of them issues it.
    authors       text[]      not null,
    changed_at    timestamptz not null,
    tried_at      timestamptz,
    tried_entries int,
    below_entries int,
    issued_by     text,
    issued_at     timestamptz,
    in_force_from timestamptz,
    lock_version  bigint      not null
);
-- One edition is under work at a time: the next one.
create unique index grading_under_work on grading_edition ((true)) where state <> 'ISSUED';
