-- A plan whose source's log of changes is followed. The copies of captured tables are in a schema of their own, because
-- they are made and dropped while the server runs.
alter table collection.plan drop constraint plan_mode_check;
alter table collection.plan add constraint plan_mode_check check (mode in ('full', 'increment', 'push', 'capture'));
create schema captured;

-- Names of this installation at the sources begin with it, so that what a lost plan has left there is found.
create table collection.installation (
    one boolean primary key default true check (one),
    id uuid not null
);
insert into collection.installation (id) values (gen_random_uuid());

-- How a captured table follows its source. The position is updated in the transaction that changes the copy's rows.
create table collection.capture (
    plan uuid primary key references collection.plan on delete cascade,
    -- of its slot and its publication at the source
    name text not null unique,
    state text not null check (state in ('waiting', 'copying', 'following', 'troubled', 'off')),
    -- number of the copy that is written
    generation int not null default 0,
    -- number of the copy that is served; null before the first is complete
    served int,
    served_since timestamptz,
    -- the table as it was when the newest copy was begun, and the version of the entry that named its columns
    captured jsonb,
    -- the source and the table of which it is a copy: a position counts there only
    origin text,
    entry_version int not null default 0,
    -- whether the next start makes a new copy, whatever the position says
    anew boolean not null default false,
    copied_rows bigint not null default 0,
    -- up to where the served copy is true
    position_offset text,
    position_text text,
    position_order text,
    position_at timestamptz,
    -- when the source committed the newest change that the copy has
    newest_at timestamptz,
    changes bigint not null default 0,
    commits bigint not null default 0,
    -- what of it the lake has
    lake_generation int,
    lake_changes bigint,
    problem text,
    problem_detail text,
    tries int not null default 0,
    next_try_at timestamptz,
    give_ups int not null default 0,
    given_up_at timestamptz,
    lag_bytes bigint,
    lag_kept text,
    lag_left bigint,
    lag_at timestamptz,
    check ((served is null) = (position_offset is null))
);
