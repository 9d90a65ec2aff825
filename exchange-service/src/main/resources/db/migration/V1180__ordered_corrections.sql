-- What was corrected before a dispute ordered it does not settle the doubt.
alter table doubt add column ordered_at timestamptz;
