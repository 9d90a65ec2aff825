-- Data that leave on a medium, filed with the authority (Art. 24).
create table offline_share (
    id             uuid        primary key,
    grant_id       uuid        not null references share_grant (id),
    entry_id       uuid        not null,
    resource_id    uuid        not null,
    provider       text        not null,
    consumer       text        not null,
    items          text        not null,
    medium         text        not null,
    reasons        text        not null,
    state          text        not null,
    filed_by       text        not null,
    filed_at       timestamptz not null,
    medium_id      text,
    rows_on_it     bigint,
    sm3            text,
    handed_over_by text,
    handed_over_at timestamptz,
    received_at    timestamptz,
    destroyed_at   timestamptz,
    method         text,
    end_reasons    text,
    lock_version   bigint      not null
);
create index offline_share_provider on offline_share (provider, id);
create index offline_share_consumer on offline_share (consumer, id);
