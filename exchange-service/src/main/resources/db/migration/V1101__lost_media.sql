-- What is wrong with a medium that was lost or is of no use.
alter table offline_share add column fault text;
