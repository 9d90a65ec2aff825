-- Entries that the catalogue retired. A table of its own: resources of an entry may become known after its retirement.
create table retired_entry (
    entry_id uuid primary key
);
