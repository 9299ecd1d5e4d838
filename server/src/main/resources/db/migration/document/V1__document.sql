create schema if not exists document;

-- Files of other modules' things; the content is in the home's folder documents.
create table document.document (
    id uuid primary key,
    -- what it belongs to, for example 'meeting <id>'
    subject text not null check (btrim(subject) <> ''),
    title text not null check (btrim(title) <> ''),
    grade text not null
        check (grade in ('general-1', 'general-2', 'general-3', 'general-4', 'important', 'core')),
    bytes bigint not null check (bytes > 0),
    sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
    added_by text not null,
    added_by_id uuid not null,
    added_at timestamptz not null
);
create index document_subject on document.document (subject);

-- Who says to have read it, and when first.
create table document.receipt (
    document uuid not null references document.document on delete cascade,
    officer uuid not null,
    officer_name text not null,
    at timestamptz not null,
    primary key (document, officer)
);
