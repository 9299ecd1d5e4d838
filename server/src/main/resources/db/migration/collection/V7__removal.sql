-- Rows that are removed from every version for good. The order is stored first, and the removal goes on from what is
-- stored here if the server dies.
create table collection.removal (
    id uuid primary key,
    number int not null generated always as identity,
    plan uuid not null references collection.plan,
    state text not null check (state in ('ordered', 'refused', 'withdrawn', 'confirmed', 'done')),
    key_columns text[] not null check (cardinality(key_columns) > 0),
    key_count int not null check (key_count between 1 and 10000),
    -- keys that rows of the current version had when it was ordered
    found int not null,
    -- the keys, encrypted; none any more once it is done or will not be
    sealed_keys bytea,
    -- that carries it out
    job uuid,
    -- whether the serving copies of a captured table have the rows no more
    copies_done boolean not null default false,
    -- code of the rule collection.removal-bases
    basis text not null,
    reason text not null,
    ordered_by text not null,
    ordered_by_id uuid not null,
    ordered_for_id uuid,
    ordered_at timestamptz not null,
    decided_by text,
    decided_by_id uuid,
    decided_at timestamptz,
    refused_because text,
    done_at timestamptz,
    -- JSON, exactly as it is downloaded
    proof text,
    proof_sha256 text,
    -- from then on rows with these keys may come again
    lifted_by text,
    lifted_at timestamptz,
    lifted_because text,
    check ((state in ('ordered', 'confirmed')) = (sealed_keys is not null)),
    check ((state in ('ordered', 'withdrawn')) or decided_by_id is not null),
    -- two persons
    check (decided_by_id is distinct from ordered_by_id or state in ('ordered', 'withdrawn')),
    check ((state = 'done') = (proof is not null)),
    check (lifted_at is null or state = 'done')
);
create index removal_plan on collection.removal (plan, ordered_at desc);
create unique index removal_one_open on collection.removal (plan) where state in ('ordered', 'confirmed');

-- The keys as keyed digests: a row that comes again is known by them.
create table collection.removal_key (
    removal uuid not null references collection.removal on delete cascade,
    digest text not null,
    -- when a collection or a capture has brought it again last
    came_back_at timestamptz,
    primary key (removal, digest)
);

-- What the versions had of the keys; written before the first file is.
create table collection.removal_version (
    removal uuid not null references collection.removal on delete cascade,
    snapshot bigint not null,
    at timestamptz not null,
    -- rows that it had in all
    before bigint not null,
    removed bigint not null,
    -- whether it was removed whole, because it lacks a column of the key
    whole boolean not null,
    primary key (removal, snapshot)
);

-- What was removed at other places than versions.
create table collection.removal_place (
    removal uuid not null references collection.removal on delete cascade,
    place text not null,
    removed bigint not null,
    primary key (removal, place)
);

-- The secret from which the keys of digests are derived, encrypted. It never changes: with another one no key that
-- came again would be known.
create table collection.removal_secret (
    single boolean primary key default true check (single),
    secret bytea not null
);
