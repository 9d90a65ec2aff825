-- Names are found by how many pairs of characters they share: each pair with the names that have it, what
-- those end with (the part of the key after the bar), and how many pairs they have.
create table wording_gram (
    gram text     not null,
    form text     not null,
    key  text     not null,
    size smallint not null,
    primary key (gram, form, key) include (size)
);
insert into wording_gram (gram, form, key, size)
    select gram, split_part(key, '|', 2), key, cardinality(grams) from wording, unnest(grams) as g (gram) on conflict do nothing;
create index wording_gram_key on wording_gram (key);
drop index wording_grams;
alter table wording drop column grams;
create index wording_pattern on wording (key text_pattern_ops);

-- Published versions whose items are not among what is known yet; none but after an update. Whoever changes how names are read
-- writes all published entries into it.
create table unread_entry (
    entry_id uuid primary key
);
insert into unread_entry (entry_id)
    select e.id from entry e left join known_entry k on k.entry_id = e.id
    where e.live_version is not null and e.state not in ('RETIRED', 'WITHHELD')
    and (k.entry_id is null or k.version <> e.live_version or k.edition <> 1);
drop table known_entry;

create function entry_unread() returns trigger language plpgsql as $$
begin
    insert into unread_entry (entry_id) values (new.id) on conflict do nothing;
    return null;
end $$;
create trigger entry_published_at_once after insert on entry for each row
    when (new.live_version is not null and new.state not in ('RETIRED', 'WITHHELD'))
    execute function entry_unread();
create trigger entry_published after update on entry for each row
    when (new.live_version is not null and new.state not in ('RETIRED', 'WITHHELD')
        and (new.live_version is distinct from old.live_version or old.state in ('RETIRED', 'WITHHELD')))
    execute function entry_unread();
