-- Who holds a resource: a suspended grant holds it too.
drop index share_grant_resource;
create index share_grant_resource on share_grant (resource_id) where state in ('ALIVE', 'SUSPENDED');
