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
