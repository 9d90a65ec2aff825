-- Whether something was done to a grant of a unit is asked at every decision, however many grants it has.
create index share_grant_touched on share_grant (consumer, entry_id)
    where state = 'REVOKED' or narrowed_at is not null or suspended_at is not null;
