-- Each index is written for each event of the mesh. An event's record is found through its leaf, whose index of event ids
-- is there anyway; times come nearly in order.
drop index record_event;
drop index record_time;
create index record_time on record using brin (time) with (autosummarize = on);
