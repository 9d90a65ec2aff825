-- What was proposed or offered before something was taken from the unit does not give it back.
alter table dispute add column terms_at timestamptz;
update dispute set terms_at = coalesce(
    (select max(at) from dispute_line where dispute_id = dispute.id and outcome is not null and said in ('offer', 'propose', 'decide')),
    filed_at)
where terms is not null;
