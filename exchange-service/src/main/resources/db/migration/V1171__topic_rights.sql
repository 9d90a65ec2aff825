-- Whether the unit may read its topic at the broker: not while it is contained or inactive.
alter table notice_channel add column readable boolean not null default true;
