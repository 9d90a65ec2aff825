-- What is known of the pages of other catalogues is scanned for suspected secrets too (Art. 13), and erased where it is suspected.
alter table harvest_page add column id uuid not null default uuidv7();
create unique index harvest_page_id on harvest_page (id);

-- What was known before has not been looked at.
update secrecy_edition set phase = 'harvested-page', scanned_to = null, scanned_at = null
where edition = (select max(edition) from secrecy_edition) and (scanned_at is not null or phase <> 'entries');
