-- The rules of combinations of the editions of the grading rules, fed by security.grading.
create table combination_edition (
    edition       int         primary key,
    in_force_from timestamptz not null,
    rules         text        not null
);
