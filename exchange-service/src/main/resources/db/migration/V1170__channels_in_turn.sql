-- Channels are served in turn; what is the mesh's own fault is counted apart from what is a webhook's.
alter table notice_channel add column served_at timestamptz;
alter table notice_channel add column faults integer not null default 0;
alter table notice_channel add column fault_since timestamptz;
