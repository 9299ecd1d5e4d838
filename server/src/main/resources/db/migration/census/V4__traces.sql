-- What a table leaves to be compared by.
alter table census.found_table
    add column estimated_rows bigint not null default -1,
    -- equal where a later census found the same content; null where a sample was read
    add column signature text,
    add column newest date,
    add column newest_in text;

-- Marks of a column's values under the node's secret; kept of the last two censuses of a source.
create table census.sketch (
    found_table bigint not null references census.found_table on delete cascade,
    column_name text not null,
    marks bytea not null,
    primary key (found_table, column_name)
);

-- Two censuses of a source laid side by side: computed once, since what is over does not change.
create table census.comparison (
    run uuid not null references census.run on delete cascade,
    before uuid not null references census.run on delete cascade,
    primary key (run, before)
);

create table census.table_change (
    run uuid not null,
    before uuid not null,
    path text not null,
    kind text not null check (kind in ('new', 'gone', 'renamed', 'altered', 'content', 'same', 'similar', 'unread')),
    former_path text,
    comment text,
    rows_before bigint not null,
    rows_after bigint not null,
    bytes_before bigint not null,
    bytes_after bigint not null,
    columns jsonb not null,
    altered int not null,
    primary key (run, before, path),
    foreign key (run, before) references census.comparison on delete cascade
);

-- What a person knows better of a column than the census measured. Kept by source, table and column: it outlives runs.
create table census.correction (
    id uuid primary key,
    source uuid not null references census.source on delete cascade,
    unit text not null,
    path text not null,
    column_name text not null,
    what text not null check (what in ('type', 'grade', 'title')),
    value text not null,
    -- what had been measured when it was said
    measured text,
    reason text not null,
    -- a grade below what was measured: counts only when a security reviewer has said so too
    lowers boolean not null,
    state text not null check (state in ('asked', 'in-force', 'refused', 'replaced', 'undone')),
    said_by text not null,
    said_by_id uuid not null,
    said_at timestamptz not null,
    decided_by text,
    decided_by_id uuid,
    decided_at timestamptz,
    decided_because text
);
create unique index correction_one_in_force on census.correction (source, path, column_name, what) where state = 'in-force';
create unique index correction_one_asked on census.correction (source, path, column_name, what) where state = 'asked';
create index correction_unit on census.correction (unit, said_at desc);

-- Columns by whose values a table can be found again elsewhere, of the last census of each source.
create table census.known_column (
    source uuid not null references census.source on delete cascade,
    unit text not null,
    path text not null,
    table_comment text,
    column_name text not null,
    comment text,
    type text,
    rows_read bigint not null,
    is_unique boolean not null,
    is_consecutive boolean not null,
    identifies boolean not null,
    marks bytea not null,
    primary key (source, path, column_name)
);

-- Relations that nobody declared: a column that points at a key of its source (reference), or holds the values of a
-- column of another source (duplicate; told from both sides).
create table census.relation (
    id bigint generated always as identity unique,
    kind text not null check (kind in ('reference', 'duplicate')),
    source uuid not null references census.source on delete cascade,
    unit text not null,
    path text not null,
    table_comment text,
    column_name text not null,
    other_source uuid not null references census.source on delete cascade,
    other_unit text not null,
    other_path text not null,
    other_comment text,
    other_column text not null,
    type text,
    -- different values that both have, and which share of each side's that is; estimated
    common bigint not null,
    share double precision not null,
    other_share double precision not null,
    rows_read bigint not null,
    other_rows bigint not null,
    primary key (kind, source, path, column_name, other_source, other_path, other_column)
);
create index relation_other on census.relation (other_source);
create index relation_unit on census.relation (unit, kind);
