-- Persons, rows, grants and events each have a key.
comment on column subject_key.wrapped is 'an SM4 key: in SM4-GCM under a key made from the secret; longer ones of before in SM2';
comment on column personal_value.ciphertext is 'salt and value under the subject''s key; empty once erased';
