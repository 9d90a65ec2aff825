-- A load that changes rows of the pool corrects them: which load it was, and what happened to the row.
alter table correction add column load_id uuid;
alter table correction add column effect text not null default 'CHANGED';

-- Corrections that people made are what a load must not undo unseen; a later load may have changed the value again.
create index correction_by_hand on correction (resource_id) where load_id is null;
create index correction_of_row on correction using hash (row_key);
