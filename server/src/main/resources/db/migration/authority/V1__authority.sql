create schema if not exists authority;

create sequence authority.number;

-- The question which of two units that hold the same data is its source, and the answer.
create table authority.question (
    id uuid primary key,
    number text not null unique,
    -- the two tables, as the census found them when the question was asked
    unit text not null,
    source uuid not null,
    path text not null,
    table_comment text,
    column_name text not null,
    other_unit text not null,
    other_source uuid not null,
    other_path text not null,
    other_comment text,
    other_column text not null,
    type text,
    common bigint not null,
    share double precision not null,
    other_share double precision not null,
    rows_read bigint not null,
    other_rows bigint not null,
    -- whom the numbers speak for, and whom the asker proposed
    suggested text not null,
    proposed text not null,
    reason text not null,
    state text not null check (state in ('asked', 'named', 'dismissed')),
    authority text,
    basis text,
    case_id text not null,
    created_by text not null,
    created_by_id uuid not null,
    created_at timestamptz not null,
    decided_by text,
    decided_by_id uuid,
    decided_at timestamptz,
    check (unit < other_unit),
    check (state <> 'named' or (authority in (unit, other_unit) and basis is not null)),
    check (state = 'asked' or decided_at is not null)
);
-- One answer at a time; what was dismissed may be asked again.
create unique index question_pair on authority.question
       (source, path, column_name, other_source, other_path, other_column) where state <> 'dismissed';
create index question_table on authority.question (source, path);
create index question_other_table on authority.question (other_source, other_path);
