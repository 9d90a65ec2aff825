-- Idempotency keys with the answer that was given, kept some days.
create table idempotency_key (
    caller     text        not null,
    key        text        not null,
    digest     text        not null,
    status     int,
    body       text,
    location   text,
    etag       text,
    created_at timestamptz not null,
    primary key (caller, key)
);
create index idempotency_key_created_at on idempotency_key (created_at);
