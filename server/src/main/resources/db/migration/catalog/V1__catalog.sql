create schema if not exists catalog;

create sequence catalog.change;

create table catalog.code_sequence (
    front text primary key,
    last bigint not null
);

create table catalog.entry (
    id uuid primary key,
    unit text not null,
    -- composed once, never changed, never given again
    code text not null unique,
    created_at timestamptz not null,
    -- the name says how they were called then, the id who it was; null for what the platform did by itself
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
    -- where the role was held: a bureau of a district has the district's seal
    signed_unit text,
    signed_at timestamptz,
    published_at timestamptz,
    withdrawn_because text,
    changed_at timestamptz not null,
    changed_by text not null,
    changed_by_id uuid,
    -- by which the search index knows what it has not seen yet
    change bigint not null default nextval('catalog.change'),
    primary key (entry, number)
);
create unique index version_one_published on catalog.version (entry) where state = 'published';
create unique index version_one_open on catalog.version (entry) where state in ('draft', 'submitted', 'signed');
create index version_change on catalog.version (change);
create index version_state on catalog.version (state, changed_at desc);
