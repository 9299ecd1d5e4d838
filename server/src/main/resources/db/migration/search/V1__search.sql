create schema if not exists search;

-- The city's own groups of synonyms, beside those that come with the platform.
create table search.synonym (
    id uuid primary key,
    words text[] not null check (cardinality(words) between 2 and 20),
    added_at timestamptz not null,
    added_by text not null
);

-- Identifies this database: an index on disk that was built from another one is rebuilt. One row.
create table search.database (
    id uuid primary key default gen_random_uuid()
);
insert into search.database default values;
