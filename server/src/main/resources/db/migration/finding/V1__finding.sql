create schema if not exists finding;

-- The city's own words that mean the same, beside those that come with the platform.
create table finding.synonym (
    id uuid primary key,
    words text[] not null check (cardinality(words) between 2 and 20),
    added_at timestamptz not null,
    added_by text not null
);

create table finding.saved_search (
    id uuid primary key,
    officer uuid not null,
    name text not null,
    question text not null,
    -- facet → values of which one must hold
    chosen jsonb not null,
    paused boolean not null default false,
    saved_at timestamptz not null,
    unique (officer, name)
);

-- Which entries a search has told of: each once, whatever becomes of the notice.
create table finding.told (
    search uuid not null references finding.saved_search on delete cascade,
    entry uuid not null,
    told_at timestamptz not null,
    primary key (search, entry)
);
