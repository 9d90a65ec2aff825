-- Where units stand among the levels of government, as security-service tells (Art. 2).
create table unit_place (
    unit      text        primary key,
    level     text        not null,
    division  text        not null,
    authority boolean     not null,
    as_of     timestamptz not null
);

-- Disputes between units, with what was said (Art. 27).
create table dispute (
    id              uuid        primary key,
    matter          text        not null,
    matter_id       uuid        not null,
    matter_since    timestamptz not null,
    unit            text        not null,
    other           text        not null,
    authority       text        not null,
    way             text        not null,
    mediated        boolean     not null,
    state           text        not null,
    demand          text        not null,
    about           text,
    outcome         text,
    terms           text,
    awaits_unit     boolean     not null,
    awaits_other    boolean     not null,
    persons         text        not null,
    lines           int         not null,
    policy_edition  text        not null,
    filed_at        timestamptz not null,
    step_begun_at   timestamptz not null,
    due_at          timestamptz,
    due_provisional boolean     not null default false,
    overdue         boolean     not null default false,
    ended_at        timestamptz,
    lock_version    bigint      not null
);
create unique index dispute_open on dispute (matter, matter_id) where ended_at is null;
create index dispute_matter on dispute (matter_id, matter);
create index dispute_unit on dispute (unit, due_at) where ended_at is null;
create index dispute_other on dispute (other, due_at) where ended_at is null;
create index dispute_state on dispute (state, due_at) where ended_at is null;

create table dispute_line (
    dispute_id uuid        not null references dispute,
    nr         int         not null,
    at         timestamptz not null,
    said       text        not null,
    party      text,
    unit       text,
    person     text,
    outcome    text,
    words      text,
    primary key (dispute_id, nr)
);

-- What a dispute may bring: a value that is to be corrected, data that are to be found, what a grant held before.
alter table doubt add column answered_by text;
alter table doubt add column correction_ordered boolean not null default false;
alter table need add column declined_by text;
alter table need add column declined_at timestamptz;
alter table need add column declined_person text;
alter table need add column entry_ordered boolean not null default false;
alter table share_grant add column ended_by_authority boolean not null default false;
alter table share_grant add column narrowed_at timestamptz;
alter table share_grant add column narrowed_by_authority boolean not null default false;
alter table share_grant add column narrowed_person text;
alter table share_grant add column narrowing_reasons text;
alter table share_grant add column held_before text;
alter table share_grant add column suspended_person text;
alter table share_grant add column ended_person text;
-- Who revoked grants before is not known here: they are not disputed.
update share_grant set ended_by_authority = true where state = 'REVOKED';
-- A dispute about a revocation may make another grant of an application; one of them is alive.
alter table share_grant drop constraint share_grant_application_id_key;
create unique index share_grant_application on share_grant (application_id) where state in ('ALIVE', 'SUSPENDED');
