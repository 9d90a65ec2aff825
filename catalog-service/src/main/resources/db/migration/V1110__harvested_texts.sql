-- Texts that stand beside the entries, such as harvested records, are scanned too (Art. 2, 13).
alter table secrecy_sighting
    -- What else than an entry the text stands in.
    add column record_kind text,
    add column record_id   uuid,
    drop constraint secrecy_sighting_case_id_entry_id_person_operation_stored_key,
    add unique nulls not distinct (case_id, entry_id, record_id, unit, person, operation, stored);

-- What is scanned now: entries first, then each kind of record; scanned_to is within it.
alter table secrecy_edition add column phase text not null default 'entries';

-- What was harvested before has not been looked at.
update secrecy_edition set phase = 'harvested-record', scanned_to = null, scanned_at = null
where edition = (select max(edition) from secrecy_edition) and scanned_at is not null;
