create schema if not exists catalog;

create sequence catalog.change;

create table catalog.code_sequence (
    front text primary key,
    last bigint not null
);

create table catalog.entry (
    id uuid primary key,
    unit text not null,
    -- never changed and never given to another entry
    code text not null unique,
    created_at timestamptz not null,
    -- the name of the person at the time, and the id of the officer; null if the platform did it
    created_by text not null,
    created_by_id uuid
);
create index entry_unit on catalog.entry (unit);

create table catalog.version (
    entry uuid not null references catalog.entry,
    number int not null check (number > 0),
    state text not null check (state in ('draft', 'submitted', 'signed', 'published', 'superseded', 'withdrawn', 'deleted')),
    title text not null,
    grade text not null,
    content jsonb not null,
    revision bigint not null default 1,
    case_id text,
    returned_because text,
    signed_by text,
    signed_by_id uuid,
    -- for whom a substitute or delegate signed
    signed_for text,
    signed_role text,
    -- the unit of the role: a bureau of a district uses the district's seal
    signed_unit text,
    signed_at timestamptz,
    published_at timestamptz,
    withdrawn_because text,
    changed_at timestamptz not null,
    changed_by text not null,
    changed_by_id uuid,
    -- raised by every change; the search index reads what is above the last number it has read
    change bigint not null default nextval('catalog.change'),
    primary key (entry, number)
);
create unique index version_one_published on catalog.version (entry) where state = 'published';
create unique index version_one_open on catalog.version (entry) where state in ('draft', 'submitted', 'signed');
create index version_change on catalog.version (change);
create index version_state on catalog.version (state, changed_at desc);
