create table unit (
    id          text        primary key,
    name_zh     text        not null,
    name_bo     text,
    name_en     text,
    kind        text        not null,
    level       text        not null,
    division    text        not null,
    parent      text        references unit (id),
    credit_code text        not null unique,
    authority   boolean     not null,
    active      boolean     not null,
    posts       text        not null,
    version     bigint      not null,
    changed_at  timestamptz not null
);
