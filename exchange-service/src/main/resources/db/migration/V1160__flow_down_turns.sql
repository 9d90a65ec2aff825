-- How often what a grant lets be seen was changed: what flows down was read as the grant was when it began to flow.
alter table live_grant add column seen_revision bigint not null default 0;
alter table backflow add column seen_revision bigint not null default 0;
-- A turn that failed, or that is held back, is taken again later, as deadlines are.
alter table backflow add column tries int not null default 0;
alter table backflow add column retry_at timestamptz;
-- Units of two levels below do not ask under one id.
drop index backflow_request;
create unique index backflow_request on backflow (request_id, (below is not null));
