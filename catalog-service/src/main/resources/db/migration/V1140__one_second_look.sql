-- A change of the rules of secrecy is followed by one second look at whatever transactions wrote that had not ended then.
alter table secrecy_edition
    add column written_from xid8 not null default pg_snapshot_xmin(pg_current_snapshot()),
    -- How far the second look is: in entries or a kind of records, after an id; null until it has begun.
    add column again_phase  text,
    add column again_to     uuid;

-- What units declared and what was measured of resources, the reports of harvests, why resources were replaced and the names of the
-- systems that they come from now stand at places of their own. The shipped rules have a new version for that: it makes an edition
-- that everything is scanned by, and that replicas of before, which know less of what is to be scanned, leave to others.
