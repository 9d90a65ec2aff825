-- A key is one unit's, and is registered once.
create unique index signing_key_sm3 on signing_key (sm3);
