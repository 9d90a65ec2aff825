-- The outbox: events committed with the state change they tell of. Debezium reads it from the WAL; it is kept some
-- days, so that events can be sent again if a replication slot is lost, then dropped by partition.
create table outbox (
    id          uuid        not null,
    created_on  date        not null default current_date,
    topic       text        not null,
    key         text        not null,
    type        text        not null,
    source      text        not null,
    subject     text        not null,
    time        text        not null,
    traceparent text,
    payload     text        not null,
    -- CloudEvents' version, a column because Connect's InsertHeader makes the number 1 of it
    specversion text        not null default '1.0',
    primary key (id, created_on)
) partition by range (created_on);

create table outbox_other partition of outbox default;

create publication outbox_pub for table outbox with (publish = 'insert', publish_via_partition_root = true);

-- Makes the partitions of today and the days ahead, drops those older than keep_days. Safe to call at any time and by
-- several replicas at once.
create function outbox_roll(keep_days int) returns void language plpgsql as $$
declare
    day date;
    partition text;
begin
    perform pg_advisory_xact_lock(hashtext('outbox_roll'));
    for day in select d::date from generate_series(current_date, current_date + 3, interval '1 day') d loop
        partition := 'outbox_' || to_char(day, 'YYYYMMDD');
        if to_regclass(partition) is null
                and not exists (select 1 from outbox_other where created_on = day) then
            execute format('create table %I partition of outbox for values from (%L) to (%L)', partition, day, day + 1);
        end if;
    end loop;
    for partition in
        select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
        where i.inhparent = 'outbox'::regclass and c.relname ~ '^outbox_\d{8}$'
          and to_date(right(c.relname, 8), 'YYYYMMDD') < current_date - keep_days loop
        execute format('drop table %I', partition);
    end loop;
    delete from outbox_other where created_on < current_date - keep_days;
end $$;

select outbox_roll(7);

-- The inbox: an event is claimed here in the transaction of its effect, so that a redelivery has none.
create table inbox (
    event_id    uuid        primary key,
    received_at timestamptz not null default now()
);
create index inbox_received_at on inbox (received_at);

-- Events that could not be processed, with the reason, until they are replayed.
create table dead_letter (
    id          uuid        primary key,
    event_id    uuid,
    type        text,
    topic       text        not null,
    partition   int         not null,
    "offset"    bigint      not null,
    key         text,
    headers     text        not null,
    payload     bytea,
    reason      text        not null,
    failed_at   timestamptz not null,
    replayed_at timestamptz,
    unique (topic, partition, "offset")
);
