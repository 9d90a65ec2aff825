-- Entries that do not keep the grading rules, as the catalogue tells. One that was mended stays, so that what comes late does not
-- bring it back, and with what it did not keep: the version that mends it may become known here only afterwards.
create table grading_below (
    entry_id     uuid    primary key,
    version      int     not null,
    edition      int     not null,
    mended       boolean not null,
    open_at_most text,
    data         text
);
