-- A change of the rules of secrecy is followed by one second look at whatever transactions wrote that had not ended then.
alter table secrecy_edition add column written_from xid8 not null default pg_snapshot_xmin(pg_current_snapshot());

-- What units declared and what was measured of resources, the reports of harvests, why resources were replaced and the names of the
-- systems that they come from now stand at places of their own: everything is scanned by the last edition again.
update secrecy_edition set phase = 'entries', scanned_to = null, scanned_at = null, scanned = 0, suspected = 0
where edition = (select max(edition) from secrecy_edition);
