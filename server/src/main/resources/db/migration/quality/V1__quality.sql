create schema if not exists quality;

-- A rule for the rows of a catalog entry's versions, or for the versions themselves. What it requires never changes:
-- another requirement is another row, which takes its place when it is approved.
create table quality.rule (
    id uuid primary key,
    entry uuid not null,
    unit text not null,
    kind text not null,
    dimension text not null check (dimension in
        ('norm', 'completeness', 'accuracy', 'consistency', 'timeliness', 'accessibility')),
    terms jsonb not null,
    remark text,
    weight int not null check (weight between 1 and 10),
    -- the largest share of wrong rows, in percent, with which it still holds
    tolerance numeric(5, 2) not null check (tolerance between 0 and 100),
    -- whether a version that breaks it is held back from consumers
    holds boolean not null,
    suggested boolean not null,
    state text not null check (state in ('draft', 'offered', 'in-force', 'ended')),
    -- the rule in whose place it comes when it is approved
    replaces uuid,
    drafted_by text not null,
    drafted_by_id uuid not null,
    drafted_for_id uuid,
    drafted_at timestamptz not null,
    returned_because text,
    approved_by text,
    approved_by_id uuid,
    approved_at timestamptz,
    ended_by text,
    ended_at timestamptz,
    ended_because text,
    check ((state in ('in-force', 'ended')) = (approved_at is not null)),
    check ((state = 'ended') = (ended_at is not null)),
    check (approved_by_id is distinct from drafted_by_id or approved_by_id is null)
);
create index rule_entry on quality.rule (entry, state);
create unique index rule_replaced_once on quality.rule (replaces) where state in ('draft', 'offered');

-- An examination of one version by the rules of its day; its state is that of its job, which has the same id.
create table quality.run (
    id uuid primary key,
    entry uuid not null,
    plan uuid not null,
    unit text not null,
    code text not null,
    title text not null,
    snapshot bigint not null,
    version_at timestamptz not null,
    -- the day of the rules that compare with today
    day date not null,
    cause text not null check (cause in ('collection', 'rules', 'person')),
    created_at timestamptz not null,
    percent int not null default 0,
    finished_at timestamptz,
    rows bigint,
    failing bigint,
    applicable bigint,
    score double precision check (score between 0 and 100),
    broken int,
    held boolean,
    check ((finished_at is null) = (rows is null)),
    check ((finished_at is null) = (held is null))
);
create index run_entry on quality.run (entry, created_at desc);
create index run_snapshot on quality.run (entry, snapshot);

-- The rules of an examination, with the version with which one compared, and what each found.
create table quality.run_rule (
    run uuid not null references quality.run on delete cascade,
    rule uuid not null references quality.rule,
    position int not null,
    other_snapshot bigint,
    applicable bigint,
    failed bigint,
    problem text,
    detail text,
    primary key (run, rule),
    check (failed <= applicable)
);

-- Somebody who reads an entry says that a value is wrong.
create table quality.objection (
    id uuid primary key,
    number int not null generated always as identity,
    entry uuid not null,
    unit text not null,
    code text not null,
    title text not null,
    -- the columns of the key and the row's values of them, in the same order
    key_columns text[] not null check (cardinality(key_columns) > 0),
    key_values text[] not null,
    item_column text not null,
    item_name text not null,
    -- the value that was seen; null for none
    wrong text,
    proposed text,
    reason text not null,
    file_name text,
    state text not null check (state in ('open', 'confirmed', 'refused', 'corrected', 'withdrawn')),
    reporter text not null,
    reporter_id uuid not null,
    reported_at timestamptz not null,
    due date not null,
    answer text,
    answered_by text,
    answered_by_id uuid,
    answered_at timestamptz,
    -- the value that consumers read when it was confirmed: it is corrected once they read another one
    confirmed_value text,
    -- the version in which it was last compared
    checked_snapshot bigint,
    corrected_value text,
    corrected_at timestamptz,
    check (cardinality(key_columns) = cardinality(key_values)),
    check ((state in ('confirmed', 'refused', 'corrected')) = (answered_at is not null)),
    check ((state = 'corrected') = (corrected_at is not null))
);
create index objection_entry on quality.objection (entry, state);
create index objection_unit on quality.objection (unit, state, due);
-- one open objection to one value
create unique index objection_once on quality.objection (entry, item_column, key_values)
    where state in ('open', 'confirmed');
