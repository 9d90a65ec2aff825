-- Editions of the grading rules as the security service tells of them (Art. 38), and published entries that do not keep the one in force.
create table grading_edition (
    edition       int         primary key,
    edition_id    uuid        not null,
    title         text        not null,
    in_force_from timestamptz not null,
    rules         text        not null,
    begun_at      timestamptz,
    swept_to      uuid,
    swept_at      timestamptz
);
create table grading_below (
    entry_id    uuid        primary key,
    unit        text        not null,
    version     int         not null,
    edition     int         not null,
    grade       int         not null,
    least_grade int         not null,
    found_at    timestamptz not null
);
create index grading_below_unit on grading_below (unit, entry_id);
