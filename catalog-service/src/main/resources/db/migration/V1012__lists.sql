-- The lists of Art. 22 are read by the share type of the published version.
alter table entry add column live_share_type text;
update entry set live_share_type = upper(replace(cast(coalesce(live_content, content) as json) ->> 'shareType', '-', '_'))
    where live_version is not null;
create index entry_lists on entry (live_share_type, id) where live_version is not null;
create index pool_load_entry on pool_load (entry_id);
