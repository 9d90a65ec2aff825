-- What each co-unit of a version was asked to confirm and what it said (Art. 9). One row per version and unit; those of a published
-- version stay as they are. A part's items are names with commas; what they say stands in the version.
create table joint_part (
    id              uuid        primary key,
    entry_id        uuid        not null,
    version         int         not null,
    lead            text        not null,
    unit            text        not null,
    items           text        not null,
    digest          text        not null,
    state           text        not null,
    asked_at        timestamptz not null,
    said_by         text,
    said_at         timestamptz,
    reasons         text,
    confirmed_in    int,
    released_by     text,
    released_at     timestamptz,
    release_reasons text,
    lock_version    bigint      not null,
    unique (entry_id, version, unit)
);
create index joint_part_unit on joint_part (unit, id);
create index joint_part_asked on joint_part (unit, id) where state = 'ASKED';
