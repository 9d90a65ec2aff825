-- Whether a unit may be granted a resource is asked of what was done to its grants there.
create index share_grant_stepped_on on share_grant (consumer, resource_id)
    where state = 'REVOKED' or narrowed_at is not null or suspended_at is not null;
create index share_grant_since on share_grant (consumer, resource_id, valid_from);
create index ended_resource_successor on ended_resource (successor_id);
