create schema if not exists frontendhost;

-- A front-end host: a program in a unit's network that reads sources for this node.
create table frontendhost.host (
    id uuid primary key,
    unit text not null,
    name text not null check (name <> ''),
    state text not null check (state in ('waiting', 'enrolled', 'ended')),
    -- Ed25519, X.509 in Base64; kept after the end
    public_key text,
    -- SHA-256 of the one-time code
    code_hash text unique,
    code_until timestamptz,
    created_by text not null,
    created_by_id uuid not null,
    created_at timestamptz not null,
    enrolled_at timestamptz,
    last_seen_at timestamptz,
    -- version of its program and of the protocol that it spoke last
    program text,
    protocol integer,
    -- when its unit was told that it has not been seen
    away_told_at timestamptz,
    ended_at timestamptz,
    ended_by text,
    end_reason text,
    check ((code_hash is null) = (code_until is null)),
    check (state = 'waiting' or state = 'ended' or public_key is not null),
    check (state <> 'waiting' or public_key is null),
    check ((state = 'ended') = (ended_at is not null)),
    check ((state = 'ended') = (ended_by is not null)),
    check ((state = 'ended') = (end_reason is not null)),
    check (state <> 'ended' or code_hash is null)
);
create unique index host_name on frontendhost.host (unit, lower(name)) where state <> 'ended';
-- Two hosts with one key could answer for each other.
create unique index host_key on frontendhost.host (public_key) where state = 'enrolled';

-- What hosts were asked to read, and what came of it.
create table frontendhost.order_log (
    id uuid primary key,
    host uuid not null references frontendhost.host,
    source text not null,
    table_path text,
    asked_at timestamptz not null,
    ended_at timestamptz not null,
    attempts integer not null,
    rows bigint not null,
    bytes bigint not null,
    problem text,
    detail text,
    check (problem is not null or detail is null)
);
create index order_log_host on frontendhost.order_log (host, ended_at);
create index order_log_ended on frontendhost.order_log (ended_at);
