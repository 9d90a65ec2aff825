-- Rights in data, registered by the authority (Art. 34).
create sequence right_number;
create table data_right (
    id               uuid        primary key,
    entry_id         uuid        not null,
    entry_version    int         not null,
    unit             text        not null,
    kind             text        not null,
    holder_unit      text,
    holder_name      text,
    holder_code      text,
    scope            text        not null,
    legal_basis      text        not null,
    valid_from       timestamptz not null,
    valid_until      timestamptz,
    state            text        not null,
    number           text        unique,
    certificate      text,
    applied_by       text        not null,
    applied_at       timestamptz not null,
    decided_by       text,
    decided_at       timestamptz,
    decision_reasons text,
    ended_at         timestamptz,
    end_reasons      text,
    lock_version     bigint      not null,
    check ((holder_unit is null) <> (holder_code is null))
);
create index data_right_entry on data_right (entry_id, id);
-- A resource is held by one.
create unique index data_right_holding on data_right (entry_id) where kind = 'HOLDING' and state in ('APPLIED', 'REGISTERED');
