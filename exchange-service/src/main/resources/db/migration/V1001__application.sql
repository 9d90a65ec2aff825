create table application (
    id                       uuid        primary key,
    entry_id                 uuid        not null,
    resource_id              uuid        not null,
    consumer                 text        not null,
    provider                 text        not null,
    items                    text        not null,
    row_filter               text        not null,
    purpose                  text        not null,
    legal_ground             text,
    valid_until              timestamptz not null,
    rows_per_day             bigint,
    share_type               text        not null,
    state                    text        not null,
    policy_edition           text        not null,
    submitted_by             text        not null,
    submitted_at             timestamptz not null,
    endorsed_by              text,
    provider_due_at          timestamptz,
    provider_due_provisional boolean     not null default false,
    overdue                  boolean     not null default false,
    decided_by               text,
    decided_at               timestamptz,
    refusal_reasons          text,
    refusal_basis            text,
    reviewed_by              text,
    review_reasons           text,
    grant_id                 uuid,
    changed_at               timestamptz not null,
    lock_version             bigint      not null
);
create index application_consumer on application (consumer, id);
create index application_provider on application (provider, id);

create table share_grant (
    id             uuid        primary key,
    application_id uuid        not null unique references application (id),
    entry_id       uuid        not null,
    resource_id    uuid        not null,
    provider       text        not null,
    consumer       text        not null,
    items          text        not null,
    row_filter     text        not null,
    masks          text        not null,
    purpose        text        not null,
    valid_from     timestamptz not null,
    valid_until    timestamptz not null,
    rows_per_day   bigint,
    state          text        not null,
    ended_at       timestamptz,
    end_reasons    text,
    lock_version   bigint      not null
);
create index share_grant_consumer on share_grant (consumer, id);
create index share_grant_provider on share_grant (provider, id);

create table deadline (
    id         uuid        primary key,
    kind       text        not null,
    subject_id uuid        not null,
    due_at     timestamptz not null,
    fired_at   timestamptz
);
create index deadline_due on deadline (due_at) where fired_at is null;
create unique index deadline_one on deadline (kind, subject_id) where fired_at is null;
