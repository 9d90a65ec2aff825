-- Ways out for a unit's notices beside its inbox (Art. 27): each goes on from the position that it has come to.
create table notice_channel (
    id               uuid        primary key,
    unit             text        not null,
    way              text        not null,
    state            text        not null,
    url              text,
    secret           bytea,
    old_secret       bytea,
    old_secret_until timestamptz,
    position         bigint      not null,
    tries            integer     not null,
    next_try_at      timestamptz,
    failing_since    timestamptz,
    opened_at        timestamptz not null,
    changed_at       timestamptz not null,
    lease            uuid,
    leased_until     timestamptz
);
create unique index notice_channel_topic on notice_channel (unit) where way = 'TOPIC';
create index notice_channel_unit on notice_channel (unit, id);
create index notice_channel_active on notice_channel (id) where state = 'ACTIVE';

-- What was tried to bring a notice to a webhook.
create table notice_delivery (
    channel_id   uuid        not null references notice_channel (id) on delete cascade,
    position     bigint      not null,
    notice_id    uuid        not null,
    tries        integer     not null,
    status       integer,
    failure      text,
    tried_at     timestamptz not null,
    delivered_at timestamptz,
    primary key (channel_id, position)
);
create index notice_delivery_age on notice_delivery (tried_at);
