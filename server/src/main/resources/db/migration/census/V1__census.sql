create schema if not exists census;

create table census.source (
    id uuid primary key,
    unit text not null,
    name text not null check (btrim(name) <> ''),
    kind text not null check (kind in ('postgresql', 'mysql', 'files')),
    host text,
    port int check (port between 1 and 65535),
    database_name text,
    schemas text[] not null default '{}',
    user_name text,
    -- sealed with the node's key, bound to this row
    secret bytea,
    version bigint not null default 1,
    check (kind = 'files' or (host is not null and port is not null and database_name is not null and user_name is not null)),
    unique (unit, name)
);

create table census.run (
    id uuid primary key,
    source uuid not null references census.source on delete cascade,
    unit text not null,
    sample bigint not null check (sample >= 0),
    tables_done int not null default 0,
    rows_read bigint not null default 0,
    created_at timestamptz not null,
    -- when all was read and compared: such a census counts. How far any other is says its job, which has the same id.
    completed_at timestamptz
);
create index run_source on census.run (source, created_at desc);
create index run_unit on census.run (unit, created_at desc);

create table census.found_table (
    id bigint generated always as identity primary key,
    run uuid not null references census.run on delete cascade,
    path text not null,
    comment text,
    kind text not null,
    rows_read bigint not null,
    bytes bigint not null,
    columns int not null,
    personal int not null,
    grade text,
    problem text,
    result jsonb not null,
    unique (run, path)
);

create table census.unread (
    run uuid not null references census.run on delete cascade,
    path text not null,
    reason text not null,
    detail text not null,
    primary key (run, path)
);
