-- Editions of the standards that entries are checked by (Art. 7, 10). What is issued is never changed.
create table standard_edition (
    id               uuid        primary key,
    code             text        not null,
    edition          int         not null,
    title            text        not null,
    level            text        not null,
    rules            text        not null,
    state            text        not null,
    drafted_by       text        not null,
    changed_at       timestamptz not null,
    tried_at         timestamptz,
    tried_entries    bigint,
    breaking_entries bigint,
    issued_by        text,
    issued_at        timestamptz,
    in_force_from    timestamptz,
    withdrawn_at     timestamptz,
    withdrawal_reasons text,
    lock_version     bigint      not null,
    unique (code, edition)
);
create unique index standard_draft on standard_edition (code) where state = 'DRAFT';
