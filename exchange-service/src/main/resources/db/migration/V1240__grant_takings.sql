-- What was taken from a unit by a step on one of its grants, each taking for itself: what a dispute gives back is one of them, and
-- those before it stay taken.
create table grant_taking (
    grant_id       uuid        not null,
    -- of the grant, after the step
    revision       bigint      not null,
    application_id uuid        not null,
    consumer       text        not null,
    entry_id       uuid        not null,
    taken_at       timestamptz not null,
    given_back_at  timestamptz,
    primary key (grant_id, revision)
);
create index grant_taking_of_entry on grant_taking (consumer, entry_id) where given_back_at is null;

-- A grant that was revoked or narrowed before kept its last step alone. Of one application there is another grant only by a dispute.
insert into grant_taking
select id, revision, application_id, consumer, entry_id, ended_at,
       (select min(l.valid_from) from share_grant l
         where l.application_id = g.application_id and l.id <> g.id and l.valid_from >= g.ended_at)
  from share_grant g
 where state = 'REVOKED' and ended_at is not null;
insert into grant_taking
select id, revision, application_id, consumer, entry_id, narrowed_at,
       (select min(l.valid_from) from share_grant l
         where l.application_id = g.application_id and l.id <> g.id and l.valid_from >= g.narrowed_at)
  from share_grant g
 where state <> 'REVOKED' and narrowed_at is not null;
insert into grant_taking
select id, revision - 1, application_id, consumer, entry_id, narrowed_at, null
  from share_grant g
 where state = 'REVOKED' and narrowed_at is not null;

-- Whether something is suspended is asked at every decision, however many grants the unit has.
create index share_grant_suspended on share_grant (consumer, entry_id) where suspended_at is not null;
