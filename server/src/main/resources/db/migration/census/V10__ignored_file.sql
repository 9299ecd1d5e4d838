-- Files of a source that a person decided not to read, with the reason.
create table census.ignored_file (
    source uuid not null references census.source on delete cascade,
    file text not null,
    reason text not null check (length(reason) between 1 and 500),
    ignored_by text not null,
    ignored_by_id uuid not null,
    ignored_at timestamptz not null,
    primary key (source, file)
);
