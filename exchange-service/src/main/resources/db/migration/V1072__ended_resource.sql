-- Resources that their units replaced or withdrew. A table of its own: the event may come before that of the resource.
create table ended_resource (
    resource_id  uuid primary key,
    successor_id uuid
);
