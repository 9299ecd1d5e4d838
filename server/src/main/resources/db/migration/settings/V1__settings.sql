create schema if not exists settings;

-- What the bureau set for a rule. Nothing is overwritten: the value in force on a day is that of the newest day
-- valid_from not after it, of two of one day the one set later; without any it is the default that the module declares.
create table settings.value (
    id uuid primary key,
    number bigint generated always as identity unique,
    key text not null,
    -- {"number": 10}, {"text": "..."} or {"codes": [{"code": ..., "zh": ..., "en": ...}]}
    value jsonb not null,
    source text not null check (btrim(source) <> ''),
    article text,
    mark text not null check (mark in ('read', 'from-memory', 'unverified', 'ours')),
    valid_from date not null,
    reason text not null check (btrim(reason) <> ''),
    changed_by uuid not null,
    changed_by_name text not null,
    changed_at timestamptz not null,
    -- taken back before it came into force
    undone_at timestamptz,
    undone_by uuid,
    undone_by_name text,
    check (num_nonnulls(undone_at, undone_by, undone_by_name) in (0, 3))
);
create index value_key on settings.value (key, valid_from desc, number desc);

-- Grows by one with each change: whoever changes holds it, and each node looks at it to learn that something changed.
create table settings.revision (
    only_one boolean primary key default true check (only_one),
    revision bigint not null
);
insert into settings.revision (revision) values (0);
