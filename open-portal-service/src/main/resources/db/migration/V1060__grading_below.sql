-- Entries that do not keep the grading rules, as the catalogue tells. One that was mended stays, so that what comes late does not
-- bring it back: the version that mends it may become known here only afterwards.
create table grading_below (
    entry_id     uuid    primary key,
    version      int     not null,
    edition      int     not null,
    mended       boolean not null,
    open_at_most text    not null
);
create function too_open(entry uuid, known int, open_type text) returns boolean language sql stable as $$
    select exists (select 1 from grading_below b where b.entry_id = entry
        and (known < b.version or known = b.version and not b.mended)
        and case b.open_at_most when 'UNCONDITIONAL' then false when 'CONDITIONAL' then open_type = 'UNCONDITIONAL'
            else open_type <> 'NOT_OPEN' end)
$$;
