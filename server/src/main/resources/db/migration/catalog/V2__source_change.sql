-- Changes that a census found behind an entry, and what its steward decided.
create table catalog.source_change (
    id uuid primary key,
    entry uuid not null references catalog.entry,
    run uuid not null,
    difference jsonb not null,
    state text not null check (state in ('open', 'in-draft', 'taken-over', 'refused', 'gone-by')),
    found_at timestamptz not null,
    decided_by text,
    decided_by_id uuid,
    -- the draft that contains the change
    version int,
    decided_at timestamptz,
    reason text
);
create unique index source_change_one_open on catalog.source_change (entry) where state in ('open', 'in-draft');
create index source_change_entry on catalog.source_change (entry, found_at desc);

create index version_source on catalog.version ((content #>> '{mount,source}'));

-- The newest census with which the entries of a source were compared.
create table catalog.compared_source (
    source uuid primary key,
    run uuid not null
);
