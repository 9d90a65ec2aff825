-- Replicas look each second for grants that ended before their term.
create index live_grant_ended on live_grant (valid_until) where ended;
