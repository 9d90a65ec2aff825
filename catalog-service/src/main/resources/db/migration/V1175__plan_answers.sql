-- Each answer of a party of a joint collection is another version of the plan (Art. 14).
alter table collection_plan add column answers int not null default 0;
