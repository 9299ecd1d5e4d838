create schema if not exists collection;

-- How the data of a catalog entry are collected. What is collected follows from the entry's published version.
create table collection.plan (
    id uuid primary key,
    entry uuid not null unique,
    -- name of the table in the lake; follows from the entry's code, which never changes
    lake_table text not null unique,
    code text not null,
    title text not null,
    unit text not null,
    source uuid not null,
    source_name text not null,
    path text not null,
    cycle text,
    state text not null check (state in ('active', 'paused', 'stopped')),
    -- why it was stopped: columns that are gone, and columns with another type
    stopped_because text,
    -- the declared types of the columns at the last collection, for the version of the entry that was collected
    declared jsonb not null,
    declared_version int not null,
    next_at timestamptz,
    created_by text not null,
    created_by_id uuid,
    created_at timestamptz not null,
    check ((state = 'stopped') = (stopped_because is not null))
);
create index plan_due on collection.plan (next_at) where state = 'active';
create index plan_unit on collection.plan (unit);

-- A collection. Its state is that of its job, which has the same id.
create table collection.run (
    id uuid primary key,
    plan uuid not null references collection.plan on delete cascade,
    mode text not null check (mode in ('table', 'upload')),
    -- name of the uploaded file
    file_name text,
    entry_version int,
    rows_received bigint not null default 0,
    created_at timestamptz not null,
    -- what the last attempt failed of, until one succeeds
    problem text,
    problem_detail text,
    -- what it brought; null until then
    snapshot bigint,
    committed_at timestamptz,
    source_rows bigint,
    kept bigint,
    quarantined bigint,
    unlisted bigint,
    repeated_keys bigint,
    added text[] not null default '{}',
    left_out text[] not null default '{}',
    check ((mode = 'upload') = (file_name is not null)),
    check ((snapshot is null) = (committed_at is null)),
    check (snapshot is null or source_rows = kept + quarantined)
);
create index run_plan on collection.run (plan, created_at desc);

-- Versions that became the current one again. The row is written first, and done once the lake has done it.
create table collection.roll_back (
    id uuid primary key,
    plan uuid not null references collection.plan on delete cascade,
    snapshot bigint not null,
    reason text not null,
    ordered_by text not null,
    ordered_by_id uuid,
    ordered_at timestamptz not null,
    done_at timestamptz
);
create index roll_back_plan on collection.roll_back (plan, ordered_at desc);

-- The lake's catalog, as Apache Iceberg's JDBC catalog has it: which files are the current state of each table.
create table collection.iceberg_tables (
    catalog_name varchar(255) not null,
    table_namespace varchar(255) not null,
    table_name varchar(255) not null,
    metadata_location varchar(1000),
    previous_metadata_location varchar(1000),
    iceberg_type varchar(5),
    primary key (catalog_name, table_namespace, table_name)
);

create table collection.iceberg_namespace_properties (
    catalog_name varchar(255) not null,
    namespace varchar(255) not null,
    property_key varchar(255),
    property_value varchar(1000),
    primary key (catalog_name, namespace, property_key)
);
