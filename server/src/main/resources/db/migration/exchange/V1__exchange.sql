create schema if not exists exchange;

-- A call of a machine client, written before its answer leaves. One partition a month; the names of client and grant
-- are kept as they were.
create sequence exchange.call_sequence;
create table exchange.call (
    -- the order in which calls are sealed
    sequence bigint not null default nextval('exchange.call_sequence'),
    at timestamptz not null,
    -- the request id that the answer carries
    id uuid not null,
    client uuid not null,
    client_name text not null,
    consumer text not null,
    data_grant uuid,
    grant_number text,
    owner text,
    resource text not null,
    purpose text,
    action text not null check (action in ('read', 'lookup', 'verify')),
    -- what was asked; long ones are cut, and their hash follows
    filter text not null,
    fields text not null,
    row_count int not null,
    status smallint not null,
    -- 'ok' or the code of the refusal
    result text not null,
    microseconds int not null,
    bytes int not null,
    -- SHA-256 of the answer's body
    digest bytea not null,
    -- the key that signed the answer
    key_id text,
    address text not null
) partition by range (at);
create table exchange.call_other partition of exchange.call default;
create index call_id on exchange.call (id);
create index call_by_sequence on exchange.call (sequence);
create index call_grant on exchange.call (data_grant, at desc);
create index call_consumer on exchange.call (consumer, at desc);
create index call_owner on exchange.call (owner, at desc);

-- A sealed group of calls: the calls with these numbers, in their order, are the leaves of a Merkle tree with this root.
-- Root and numbers are in the audit record too.
create table exchange.seal (
    number bigint primary key,
    first_sequence bigint not null,
    last_sequence bigint not null,
    calls int not null check (calls > 0),
    first_at timestamptz not null,
    last_at timestamptz not null,
    root bytea not null,
    sealed_at timestamptz not null,
    check (first_sequence <= last_sequence)
);
create unique index seal_sequence on exchange.seal (first_sequence);

-- Calls of a grant on a day of the city, counted when they are sealed.
create table exchange.daily (
    data_grant uuid not null,
    day date not null,
    consumer text not null,
    owner text not null,
    grant_number text not null,
    resource text not null,
    calls bigint not null,
    refused bigint not null,
    failed bigint not null,
    row_count bigint not null,
    microseconds bigint not null,
    primary key (data_grant, day)
);

-- How much of a grant's calls in a second or on a day is leased to nodes.
create table exchange.lease (
    data_grant uuid not null,
    span text not null check (span in ('second', 'day')),
    -- the second or day since 1970
    number bigint not null,
    leased bigint not null,
    last_given bigint not null,
    primary key (data_grant, span, number)
);

-- Keys that sign answers. The private one is encrypted and removed when the key is replaced; the public one stays.
create table exchange.signing_key (
    id text primary key,
    public_key bytea not null,
    private_key bytea,
    created_at timestamptz not null,
    replaced_at timestamptz,
    check (replaced_at is null or private_key is null)
);
create unique index signing_key_present on exchange.signing_key ((true)) where replaced_at is null;

-- The secret from which the keys of consumers' pseudonyms are derived, encrypted. It never changes: with another one
-- all pseudonyms would be others.
create table exchange.pseudonym_secret (
    single boolean primary key default true check (single),
    secret bytea not null
);
