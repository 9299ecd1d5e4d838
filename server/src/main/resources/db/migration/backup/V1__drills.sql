create schema if not exists backup;

-- A restore drill: a backup of the running home that was restored beside it and verified. Its id is that of its job.
create table backup.drill (
    id uuid primary key,
    created_at timestamptz not null,
    -- null: the server itself
    started_by text,
    state text not null check (state in ('open', 'done', 'failed', 'cancelled')),
    phase text check (phase in ('backup', 'restore', 'start', 'record', 'rows', 'files')),
    begun_at timestamptz,
    finished_at timestamptz,
    size_bytes bigint,
    backup_bytes bigint,
    files bigint,
    -- milliseconds
    backup_took bigint,
    restore_took bigint,
    start_took bigint,
    verify_took bigint,
    -- numbers by name, JSON in the order in which they were found
    found text not null default '{}',
    problem text,
    detail text,
    check ((state = 'open') = (finished_at is null)),
    check ((state = 'failed') = (problem is not null)),
    check (state <> 'done' or (begun_at is not null and verify_took is not null))
);
create unique index drill_one_at_a_time on backup.drill ((true)) where state = 'open';
create index drill_created on backup.drill (created_at);

-- Since when drills are due.
create table backup.since (
    single boolean primary key default true check (single),
    at timestamptz not null default now()
);
insert into backup.since default values;
