-- Breaches of duties that the record shows, each with the event that shows it.
create table finding (
    id          uuid        primary key,
    unit        text        not null,
    rule        text        not null,
    about       text        not null,
    observed_at timestamptz not null,
    detail      text        not null,
    event_id    uuid        not null unique
);
create index finding_unit on finding (unit, id);
