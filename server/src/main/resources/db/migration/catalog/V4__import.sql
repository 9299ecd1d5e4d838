-- A resource's codes elsewhere: what an imported workbook called it.
create table catalog.alias (
    unit text not null,
    code text not null,
    entry uuid not null references catalog.entry,
    primary key (unit, code)
);

create table catalog.import_run (
    id uuid primary key,
    unit text not null,
    file_name text not null,
    bytes bigint not null,
    started_by text not null,
    started_account text not null,
    created_at timestamptz not null,
    -- the job that takes in what was confirmed; the one that reads the workbook has the import's id
    apply_job uuid,
    applied_at timestamptz,
    dropped_at timestamptz,
    check (dropped_at is null or apply_job is null)
);
create index import_run_unit on catalog.import_run (unit, created_at desc);

-- What confirming would do, entry by entry.
create table catalog.import_entry (
    run uuid not null references catalog.import_run on delete cascade,
    seq int not null,
    sheet text not null,
    first_row int not null,
    last_row int not null,
    title text not null,
    code text,
    alias text,
    verdict text not null check (verdict in ('new', 'changed', 'unchanged', 'wrong')),
    entry uuid,
    base_number int,
    base_revision bigint,
    content jsonb,
    primary key (run, seq)
);
create index import_entry_verdict on catalog.import_entry (run, verdict, seq);

create table catalog.import_finding (
    run uuid not null references catalog.import_run on delete cascade,
    seq int not null,
    level text not null check (level in ('error', 'hint')),
    sheet text not null,
    line int not null,
    col text not null,
    code text not null,
    facts jsonb not null,
    primary key (run, seq)
);
