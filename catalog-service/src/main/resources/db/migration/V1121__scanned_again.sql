-- What other replicas took in by older rules in the seconds in which a change of them had not reached them yet is scanned again.
alter table secrecy_edition add column scanned_again_at timestamptz;
update secrecy_edition set scanned_again_at = changed_at;
