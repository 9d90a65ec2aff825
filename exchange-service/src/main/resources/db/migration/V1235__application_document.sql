-- Documents on which a provider's refusal of an application rests (Art. 26), as they were uploaded.
create table application_document (
    id             uuid        primary key,
    application_id uuid        not null references application (id),
    name           text        not null,
    media_type     text        not null,
    size           bigint      not null check (size = octet_length(content) and size > 0),
    sm3            text        not null,
    content        bytea       not null,
    unit           text        not null,
    uploaded_by    text        not null,
    uploaded_at    timestamptz not null
);
create index application_document_of on application_document (application_id, id);

-- Most are compressed already.
alter table application_document alter column content set storage external;
