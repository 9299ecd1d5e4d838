create schema if not exists directive;

-- Documents of superiors that units must know.
create table directive.directive (
    id uuid primary key,
    -- whose bureau keeps it: the city '00', or a district
    territory text not null,
    level text not null check (level in ('national', 'province', 'city')),
    title text not null check (btrim(title) <> ''),
    -- its reference, as printed
    number text not null,
    issuer text not null check (btrim(issuer) <> ''),
    issued date,
    -- what follows from it for the units
    summary text not null,
    -- the last day to read it, null while it is circulated to nobody
    read_by date,
    revision bigint not null default 1,
    created_by text not null,
    created_by_id uuid,
    created_at timestamptz not null,
    changed_at timestamptz not null
);
create index directive_issued on directive.directive (issued desc);

-- Units whose CDO must read it.
create table directive.reader (
    directive uuid not null references directive.directive on delete cascade,
    unit text not null,
    addressed_at timestamptz not null,
    read_at timestamptz,
    read_by_name text,
    read_by_id uuid,
    -- the holder of the role for whom it was read
    read_for text,
    primary key (directive, unit),
    check ((read_at is null) = (read_by_name is null))
);
create index reader_unit on directive.reader (unit) where read_at is null;

-- Follow-ups that it led to.
create table directive.following (
    directive uuid not null references directive.directive on delete cascade,
    follow_up uuid not null primary key
);
create index following_directive on directive.following (directive);
