-- Units are told what was done to their grants. Such a notice has no place in the inbox until one is given to it.
alter table notice add column step text;
alter table notice alter column reasons drop not null;
alter table notice alter column position drop identity;
alter table notice alter column position drop not null;
create sequence notice_position as bigint owned by notice.position;
select setval('notice_position', coalesce((select max(position) from notice), 0) + 1, false);
alter table notice alter column position set default nextval('notice_position');
create index notice_to_place on notice (sent_at, id) where position is null;

-- Several steps may be taken on one grant.
drop index notice_of_end;
create unique index notice_of_end on notice (resource_id, grant_id) where kind in ('REPLACED', 'WITHDRAWN');
