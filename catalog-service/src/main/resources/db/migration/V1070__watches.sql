-- What units watch of the catalogue, and what they are told of it.
create table watch (
    id            uuid        primary key,
    unit          text        not null,
    follows       text        not null,
    target        text        not null,
    target_digest text        not null,
    notices       text        not null,
    begun_by      text        not null,
    begun_at      timestamptz not null,
    ended_at      timestamptz,
    lock_version  bigint      not null
);
create unique index watch_once on watch (unit, target_digest) where ended_at is null;
create index watch_unit on watch (unit, id) where ended_at is null;
create index watch_target on watch (target_digest) where ended_at is null;
create index watch_search on watch (id) where ended_at is null and follows = 'SEARCH';
create index watch_ended on watch (ended_at) where ended_at is not null;

-- What happened to published entries. It commits with what happened; notices are made of it afterwards.
create table watch_happening (
    id            uuid        primary key,
    kind          text        not null,
    entry_id      uuid        not null,
    unit          text        not null,
    version       int         not null,
    resource_id   uuid,
    at            timestamptz not null,
    told          text,
    done_at       timestamptz,
    not_before    timestamptz
);
create index watch_happening_open on watch_happening (id) where done_at is null;
create index watch_happening_done on watch_happening (done_at) where done_at is not null;

-- A notice has its place in the inbox, or is held for its unit's next digest, or is in one. A digest is a row of its own.
create sequence watch_notice_position;
create table watch_notice (
    id           uuid        primary key,
    unit         text        not null,
    position     bigint,
    watch_id     uuid,
    happening_id uuid,
    effect       text,
    digest_id    uuid,
    digest_day   date,
    members      bigint,
    made_at      timestamptz not null,
    read_at      timestamptz,
    read_by      text,
    unique (happening_id, watch_id),
    check ((watch_id is null) = (digest_day is not null) and (watch_id is null) = (happening_id is null))
);
create unique index watch_notice_digest on watch_notice (unit, digest_day) where digest_day is not null;
create index watch_notice_inbox on watch_notice (unit, position) where position is not null;
create index watch_notice_unread on watch_notice (unit, position) where position is not null and read_at is null;
create index watch_notice_held on watch_notice (made_at) where position is null and digest_id is null;
create index watch_notice_member on watch_notice (digest_id, id) where digest_id is not null;
create index watch_notice_watch on watch_notice (watch_id, id);
create index watch_notice_made on watch_notice (made_at);
