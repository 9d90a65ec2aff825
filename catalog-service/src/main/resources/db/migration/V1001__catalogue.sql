create sequence entry_serial;

create table entry (
    id             uuid        primary key,
    version        int         not null,
    serial         bigint      not null default nextval('entry_serial'),
    state          text        not null,
    unit           text        not null,
    content        text        not null,
    drafted_by     text        not null,
    reviewed_by    text,
    return_reasons text,
    published_at   timestamptz,
    changed_at     timestamptz not null,
    lock_version   bigint      not null
);
create index entry_unit on entry (unit, id);
create index entry_state on entry (state, id);

create table resource (
    id                 uuid        primary key,
    entry_id           uuid        not null references entry (id),
    unit               text        not null,
    kind               text        not null,
    name               text        not null,
    information_system text        not null,
    attached_at        timestamptz not null
);
create index resource_entry on resource (entry_id, id);
