-- Whether an item's entry is published, and shared, is read without its content.
create index entry_of_known on entry (id) include (live_share_type)
    where live_version is not null and state not in ('RETIRED', 'WITHHELD');
