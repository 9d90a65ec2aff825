-- The assessment of secrecy (Art. 2, 13). Nothing here holds a suspected text: only where it stood, the rules it broke and a
-- keyed digest of it.

-- Editions of the rules: the shipped ones with the security post's own words. How far everything was scanned by each.
create table secrecy_edition (
    edition    int         primary key,
    shipped    int         not null,
    words      int         not null,
    changed_at timestamptz not null,
    scanned_to uuid,
    scanned    bigint      not null default 0,
    suspected  bigint      not null default 0,
    scanned_at timestamptz
);

-- The security post's own words, which may be secret themselves: encrypted with a key of the service's vault.
create table secrecy_word (
    id                 uuid        primary key,
    sealed             text        not null,
    digest             text        not null,
    reasons            text        not null,
    added_by           text        not null,
    added_at           timestamptz not null,
    withdrawn_by       text,
    withdrawn_at       timestamptz,
    withdrawal_reasons text
);
create unique index secrecy_word_digest on secrecy_word (digest) where withdrawn_at is null;

create table secrecy_case (
    id            uuid        primary key,
    place         text        not null,
    digest        text        not null,
    rules         text[]      not null,
    hits          text        not null,
    unit          text        not null,
    state         text        not null,
    rules_edition int         not null,
    opened_at     timestamptz not null,
    changed_at    timestamptz not null,
    decided_by    text,
    decided_unit  text,
    decided_at    timestamptz,
    reasons       text,
    lock_version  bigint      not null default 0,
    unique (place, digest)
);
create index secrecy_case_unit on secrecy_case (unit, id);
create index secrecy_case_changed on secrecy_case (changed_at);

-- Each time that a case's text was refused, or found where it stands.
create table secrecy_sighting (
    id        uuid        primary key,
    case_id   uuid        not null references secrecy_case (id),
    entry_id  uuid,
    version   int,
    stored    boolean     not null,
    withheld  boolean     not null default false,
    -- The text had been changed before the case was decided: there is nothing to withhold.
    gone      boolean     not null default false,
    unit      text        not null,
    person    text        not null,
    operation text        not null,
    pointer   text        not null,
    first_at  timestamptz not null,
    last_at   timestamptz not null,
    times     int         not null default 1,
    unique nulls not distinct (case_id, entry_id, person, operation, stored)
);
create index secrecy_sighting_standing on secrecy_sighting (case_id) where stored and not withheld and not gone;

-- The last assessment of each version, and the edition that it was published under.
create table secrecy_assessment (
    entry_id          uuid        not null,
    version           int         not null,
    edition           int         not null,
    passed            boolean     not null,
    assessed_at       timestamptz not null,
    published_edition int,
    primary key (entry_id, version)
);
