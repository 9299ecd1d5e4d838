create schema if not exists savedsearch;

create table savedsearch.saved_search (
    id uuid primary key,
    officer uuid not null,
    name text not null,
    query text not null,
    -- facet → the values of which a match must have one
    filters jsonb not null,
    paused boolean not null default false,
    saved_at timestamptz not null,
    unique (officer, name)
);

-- The entries that a search has sent a notice about: each once, even where the notice was deleted since.
create table savedsearch.notified (
    search uuid not null references savedsearch.saved_search on delete cascade,
    entry uuid not null,
    notified_at timestamptz not null,
    primary key (search, entry)
);
