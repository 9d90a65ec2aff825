-- Data that units need, also such as nobody has catalogued (Art. 7, 22).
create table need (
    id              uuid        primary key,
    unit            text        not null,
    title           text        not null,
    purpose         text        not null,
    legal_ground    text,
    wished          text        not null,
    source          text,
    state           text        not null,
    policy_edition  text        not null,
    filed_by        text        not null,
    filed_at        timestamptz not null,
    due_at          timestamptz,
    due_provisional boolean     not null default false,
    overdue         boolean     not null default false,
    entry_id        uuid,
    reasons         text,
    changed_at      timestamptz not null,
    lock_version    bigint      not null
);
create index need_unit on need (unit, changed_at);
create index need_source on need (source, due_at) where state = 'ROUTED';
create index need_state on need (state, changed_at);
