-- Whether the last self-check of a resource passed. A table of its own: the event may come before that of the resource.
create table resource_proof (
    resource_id uuid    primary key,
    check_id    uuid    not null,
    passed      boolean not null
);
-- What was attached before self-checks were asked for counts as usable until one fails.
insert into resource_proof (resource_id, check_id, passed)
    select resource_id, '00000000-0000-0000-0000-000000000000', true from shared_resource;
