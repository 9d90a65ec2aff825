-- A dispute that was withdrawn after a proposal, or before the government, was had: its step is not disputed again.
alter table dispute add column withdrawn_late boolean not null default false;
