-- Elements, plans, resources and their systems, rounds, sources and watched searches are scanned too (Art. 2, 13); those that stood
-- before have not been looked at. A scan that has come as far as records begins with the first kind of them.
update secrecy_edition set phase = 'attached-resource', scanned_to = null, scanned_at = null
where edition = (select max(edition) from secrecy_edition) and (scanned_at is not null or phase <> 'entries');
