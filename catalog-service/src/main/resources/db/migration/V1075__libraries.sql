-- Libraries are views over published entries, read by class, kind and unit of the published version (Art. 5).
alter table entry
    add column live_kind           text,
    add column live_classification text,
    add column live_update_cycle   text;
update entry set live_kind = upper(replace(coalesce(live.content ->> 'kind', 'department'), '-', '_')),
        live_classification = live.content ->> 'classification',
        live_update_cycle = upper(replace(live.content ->> 'updateCycle', '-', '_'))
    from (select id, cast(coalesce(live_content, content) as json) as content from entry where live_version is not null) live
    where live.id = entry.id;
create index entry_library on entry (id) include (unit, live_kind, live_classification, live_update_cycle)
    where live_version is not null and state <> 'RETIRED';

-- The unit above a unit, from security's events: a unit's library covers the units below it.
alter table publishing_unit add column parent text;
create index publishing_unit_parent on publishing_unit (parent) where parent is not null;
