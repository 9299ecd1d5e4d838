create schema if not exists client;

-- A machine client: a program of a unit that reads the platform in the unit's name (OAuth 2 client credentials).
create table client.client (
    -- also the client_id
    id uuid primary key,
    name text not null,
    unit text not null,
    purpose text not null,
    -- words of scopes, separated by spaces
    scopes text not null check (scopes <> ''),
    state text not null check (state in ('asked', 'active', 'refused', 'ended')),
    case_id text not null,
    created_by text not null,
    created_by_id uuid not null,
    created_at timestamptz not null,
    ended_at timestamptz,
    last_used_at timestamptz,
    check ((state = 'ended') = (ended_at is not null))
);
create unique index client_name on client.client (unit, lower(name)) where state in ('asked', 'active');

-- What a client proves itself with. A secret is stored as its SHA-256: it has 256 random bits.
create table client.credential (
    id uuid primary key,
    client uuid not null references client.client on delete cascade,
    kind text not null check (kind in ('secret', 'keys')),
    content text not null,
    created_by text not null,
    created_by_id uuid not null,
    created_at timestamptz not null,
    -- null while no newer one has replaced it
    valid_until timestamptz
);
create index credential_client on client.credential (client);
create unique index credential_current on client.credential (client) where valid_until is null;

-- Issued tokens by their SHA-256; each request looks its token up, so that an ended client has none at once.
create table client.token (
    hash text primary key,
    client uuid not null references client.client on delete cascade,
    scopes text not null,
    issued_at timestamptz not null,
    expires_at timestamptz not null
);
create index token_expires on client.token (expires_at);

-- Ids of signed assertions that were used, until they expire: none is accepted twice.
create table client.assertion (
    client uuid not null references client.client on delete cascade,
    jti text not null,
    expires_at timestamptz not null,
    primary key (client, jti)
);
