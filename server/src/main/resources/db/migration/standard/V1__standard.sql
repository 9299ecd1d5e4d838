create schema if not exists standard;

-- Data elements and code lists. A version is never changed; a withdrawal is a version too.
create table standard.version (
    kind text not null check (kind in ('element', 'code-list')),
    identifier text not null,
    number int not null check (number > 0),
    newest boolean not null default true,
    withdrawn boolean not null,
    name text not null,
    source text not null,
    content jsonb not null,
    reason text not null,
    changed_by text not null,
    changed_by_id uuid,
    changed_at timestamptz not null,
    primary key (kind, identifier, number)
);

create unique index version_one_newest on standard.version (kind, identifier) where newest;

-- The data element that an item of an entry follows, in every version of the entry that has an item of this name.
create table standard.binding (
    entry uuid not null,
    item text not null,
    element text not null,
    bound_by text not null,
    bound_by_id uuid,
    bound_at timestamptz not null,
    primary key (entry, item)
);

create index binding_by_element on standard.binding (element);
