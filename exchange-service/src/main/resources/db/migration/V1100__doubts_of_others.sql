-- Doubts of the public, and such as the authority records.
alter table doubt add column source text not null default 'HOLDER';
alter table doubt add column document text;
alter table doubt add column received_on date;
