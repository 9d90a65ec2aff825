-- The source of the tamper-evident log: one row per event, numbered without gaps from 0 in the order in which it was
-- sequenced. Rows are only ever added. The files of the log are made from these bytes.
create table leaf (
    leaf_index bigint not null primary key check (leaf_index >= 0),
    event_id   uuid   not null unique,
    leaf       bytea  not null check (octet_length(leaf) <= 65535)
);

create function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception 'the log is append-only' using errcode = 'integrity_constraint_violation';
end $$;

create trigger leaf_is_append_only before update or delete or truncate on leaf
    for each statement execute function refuse_change();

-- What auditors query, one row per leaf, in the same transaction. Kept by month, so that months can be dropped when their
-- retention ends; the leaf stays.
create table record (
    leaf_index  bigint      not null,
    recorded_at timestamptz not null,
    event_id    uuid        not null,
    time        timestamptz not null,
    type        text        not null,
    source      text        not null,
    subject     text        not null,
    topic       text        not null,
    partition   int         not null,
    "offset"    bigint      not null,
    unit        text,
    units       text[]      not null,
    entry_id    uuid,
    grant_id    uuid,
    data        text        not null,
    primary key (leaf_index, recorded_at)
) partition by range (recorded_at);

create index record_event on record (event_id);
create index record_entry on record (entry_id, leaf_index) where entry_id is not null;
create index record_grant on record (grant_id, leaf_index) where grant_id is not null;
create index record_type on record (type, leaf_index);
create index record_time on record (time);
create index record_units on record using gin (units);

comment on column record.unit is 'the acting or owning unit, as in the leaf';
comment on column record.units is 'every unit concerned';
comment on column record.data is 'the event''s data as canonical JSON, personal values replaced by commitments; the leaf holds its SM3';

create table record_other partition of record default;

-- Makes the partitions of this month and the two after it. Safe to call at any time and by several replicas at once.
create function record_roll() returns void language plpgsql as $$
declare
    month date;
    partition text;
begin
    perform pg_advisory_xact_lock(hashtext('record_roll'));
    for month in
        select d::date from generate_series(date_trunc('month', now() at time zone 'UTC'),
                                            date_trunc('month', now() at time zone 'UTC') + interval '2 months',
                                            interval '1 month') d loop
        partition := 'record_' || to_char(month, 'YYYYMM');
        if to_regclass(partition) is null
                and not exists (select 1 from record_other
                                where recorded_at >= month::timestamp at time zone 'UTC'
                                  and recorded_at < (month + interval '1 month') at time zone 'UTC') then
            execute format('create table %I partition of record for values from (%L) to (%L)', partition,
                           month::timestamp at time zone 'UTC', (month + interval '1 month') at time zone 'UTC');
        end if;
    end loop;
end $$;

select record_roll();

-- The key of each person, wrapped for the service's SM2 key, under a handle that does not tell the name. Whoever drops a
-- row here erases the person from the log: values and salts cannot be read again, proofs stay as they are.
create table subject_key (
    subject_id uuid  not null primary key,
    handle     bytea not null unique,
    wrapped    bytea not null
);

-- The secret from which handles are made, wrapped likewise.
create table personal_secret (
    id      int   not null primary key check (id = 1),
    wrapped bytea not null
);

-- Personal values that stand in leaves as commitments: salt and value, encrypted with the key of the person.
create table personal_value (
    leaf_index bigint not null,
    pointer    text   not null,
    subject_id uuid   not null,
    ciphertext bytea  not null,
    primary key (leaf_index, pointer)
);
create index personal_value_subject on personal_value (subject_id);
