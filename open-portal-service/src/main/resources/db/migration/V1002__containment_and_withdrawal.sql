-- From which version on an item has been open to everyone without a break; null while it is not. Rows that were released
-- for an older version are not served.
alter table open_item add column open_since int;
-- When it stopped being open, until it is again.
alter table open_item add column withdrawn_at timestamptz;
update open_item set open_since = version where listed and open_type = 'UNCONDITIONAL';

-- The entry's version that the rows were released for.
alter table release add column entry_version int not null default 0;
update release set entry_version = coalesce((select version from open_item i where i.entry_id = release.entry_id), 0);

-- Containment orders (Art. 42). One that was lifted stays, so that it does not come into force again if it comes late.
create table containment (
    order_id  uuid    primary key,
    target    text    not null,
    target_id text    not null,
    lifted    boolean not null
);
create index containment_in_force on containment (target, target_id) where not lifted;
create function contained(kind text, id uuid) returns boolean language sql stable as $$
    select exists (select 1 from containment where target = kind and target_id = id::text and not lifted)
$$;

-- Names of the units, as security-service tells them.
create table unit_name (
    unit  text        primary key,
    name  text        not null,
    as_of timestamptz not null
);
