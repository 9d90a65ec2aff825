-- Resources whose rows are to be released to the portal because their entry came to be open.
create table release_due (
    resource_id uuid        primary key,
    next_try    timestamptz not null
);
