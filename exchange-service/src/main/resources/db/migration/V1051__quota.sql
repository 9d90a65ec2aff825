-- Rows that have been read today under a grant with a quota, reserved before the first of them leaves.
create table rows_read (
    grant_id uuid   primary key,
    day      date   not null,
    rows     bigint not null
);
