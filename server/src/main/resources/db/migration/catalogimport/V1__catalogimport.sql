create schema if not exists catalogimport;

-- Codes that entries have in imported workbooks. No foreign key leaves the schema; the catalog never changes a resource
-- code and never gives it to another entry.
create table catalogimport.alias (
    unit text not null,
    code text not null,
    resource_code text not null,
    primary key (unit, code)
);

create table catalogimport.run (
    id uuid primary key,
    unit text not null,
    file_name text not null,
    bytes bigint not null,
    started_by text not null,
    started_account text not null,
    created_at timestamptz not null,
    -- all findings, including those beyond the first 50,000 of a level, which are not stored
    errors bigint not null default 0,
    hints bigint not null default 0,
    -- the job that writes the confirmed entries; the job that reads the workbook has the import's id
    apply_job uuid,
    applied_at timestamptz,
    dropped_at timestamptz,
    check (dropped_at is null or apply_job is null)
);
create index run_unit on catalogimport.run (unit, created_at desc);

-- What confirming would do, entry by entry.
create table catalogimport.entry (
    run uuid not null references catalogimport.run on delete cascade,
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
create index entry_verdict on catalogimport.entry (run, verdict, seq);

create table catalogimport.finding (
    run uuid not null references catalogimport.run on delete cascade,
    seq int not null,
    level text not null check (level in ('error', 'hint')),
    sheet text not null,
    line int not null,
    col text not null,
    code text not null,
    facts jsonb not null,
    primary key (run, seq)
);
