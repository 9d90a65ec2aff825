-- Rows come in the order of time, and only the daily sweep asks for it: a summary of blocks does, and costs next to nothing
-- per event.
drop index inbox_received_at;
create index inbox_received_at on inbox using brin (received_at) with (autosummarize = on);
