-- Where and how data are used, how many rows, and how they arrive.
alter table application add column scenario text;
alter table application add column expected_rows bigint;
alter table application add column delivery text;
alter table share_grant add column scenario text;
alter table share_grant add column expected_rows bigint;
alter table share_grant add column delivery text;
