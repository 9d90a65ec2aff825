-- One datum, one source, one standard (Art. 14).
create table data_element (
    id               uuid        primary key,
    name             text        not null,
    name_key         text        not null,
    synonyms         text        not null,
    meaning          text        not null,
    value_form       text        not null,
    standard         text        not null,
    unit             text        not null,
    source_entry     uuid,
    source_item      text,
    state            text        not null,
    proposed_by      text        not null,
    proposed_at      timestamptz not null,
    agreed_by        text,
    decided_by       text,
    reasons          text,
    registered_at    timestamptz,
    ended_at         timestamptz,
    changed_at       timestamptz not null,
    lock_version     bigint      not null
);
create index data_element_unit on data_element (unit, id);
-- A name is one element's.
create unique index data_element_name on data_element (name_key) where state = 'REGISTERED';

create table element_tenure (
    id           uuid        primary key,
    element_id   uuid        not null,
    unit         text        not null,
    source_entry uuid,
    source_item  text,
    held_from    timestamptz not null,
    held_until   timestamptz,
    reasons      text
);
create index element_tenure_element on element_tenure (element_id, id);

create table element_link (
    element_id uuid        not null,
    entry_id   uuid        not null,
    item       text        not null,
    linked_by  text        not null,
    linked_at  timestamptz not null,
    primary key (entry_id, item)
);
create index element_link_element on element_link (element_id, entry_id, item);

-- Wordings of data: names in one form for what is written in several, each once, with the pairs of characters they are found by.
create table wording (
    key     text   primary key,
    general text   not null,
    grams   text[] not null
);
create index wording_general on wording (general);
create index wording_grams on wording using gin (grams);

-- What is known to be a datum already: registered elements, items of published entries, items and verifications of registered plans.
create table known_datum (
    kind        text        not null,
    subject     uuid        not null,
    place       text        not null,
    key         text        not null,
    unit        text        not null,
    name        text        not null,
    meaning     text,
    meaning_key text,
    standard    text,
    clause_key  text,
    until       timestamptz,
    primary key (kind, subject, place, key)
);
create index known_datum_key on known_datum (key);
create index known_datum_meaning on known_datum using hash (meaning_key);
create index known_datum_clause on known_datum (clause_key) where clause_key is not null;

-- Which published versions are among them, as read by which edition of the terms.
create table known_entry (
    entry_id uuid primary key,
    version  int  not null,
    edition  int  not null
);

create table collection_plan (
    id            uuid        primary key,
    unit          text        not null,
    title         text        not null,
    content       text        not null,
    valid_from    timestamptz,
    valid_until   timestamptz not null,
    state         text        not null,
    drafted_by    text        not null,
    drafted_at    timestamptz not null,
    submitted_by  text,
    submitted_at  timestamptz,
    refused_at    timestamptz,
    return_reasons text,
    registered_by text,
    registered_at timestamptz,
    ended_at      timestamptz,
    end_reasons   text,
    lock_version  bigint      not null
);
create index collection_plan_unit on collection_plan (unit, id);
create index collection_plan_until on collection_plan (valid_until) where state = 'REGISTERED';

create table collection_party (
    plan_id uuid not null,
    unit    text not null,
    duties  text not null,
    agrees  boolean,
    reasons text,
    primary key (plan_id, unit)
);
create index collection_party_unit on collection_party (unit, plan_id);

-- Shared use that units applied for, as the exchange service tells of it.
create table shared_use (
    application_id uuid primary key,
    consumer       text not null,
    entry_id       uuid not null
);
