-- The commitments of an application as its unit signed them (Art. 25), and the units' public keys.
alter table application add column commitment text;
alter table application add column commitment_text text;
create table signing_key (
    id            uuid        primary key,
    unit          text        not null,
    sm3           text        not null,
    public_key    text        not null,
    registered_by text        not null,
    registered_at timestamptz not null,
    ended_at      timestamptz,
    lock_version  bigint      not null
);
create unique index signing_key_current on signing_key (unit) where ended_at is null;
