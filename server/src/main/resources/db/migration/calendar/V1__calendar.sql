create schema if not exists calendar;

-- Days off and working weekend days of a year, announced after this version was made.
create table calendar.announced_year (
    year int primary key check (year between 2000 and 2999),
    source text not null check (btrim(source) <> ''),
    rest text not null,
    work text not null,
    -- counts up at each change, so that other nodes see it
    revision bigint generated always as identity,
    announced_by text not null,
    announced_by_id uuid not null,
    announced_at timestamptz not null
);

-- Which open terms a year's announcement moved.
create table calendar.moved_term (
    id bigint generated always as identity primary key,
    year int not null,
    moved_at timestamptz not null,
    kind text not null,
    title text not null,
    unit text not null,
    link text not null,
    before date not null,
    after date not null
);
create index moved_term_year on calendar.moved_term (year, id);
