-- The confirmed second factor of an account (RFC 6238). The secret is encrypted (platform.Secrets).
create table identity.second_factor (
    account uuid primary key references identity.account on delete cascade,
    secret bytea not null,
    since timestamptz not null,
    -- the time step of the last accepted code: no code of this step or an earlier one is accepted again
    last_step bigint not null
);

-- A secret that was shown and not confirmed by a code yet.
create table identity.offered_factor (
    account uuid primary key references identity.account on delete cascade,
    secret bytea not null,
    offered_at timestamptz not null
);

create table identity.recovery_code (
    account uuid not null references identity.second_factor on delete cascade,
    -- keyed hash (HMAC-SHA256); a used code is deleted
    hash bytea not null,
    primary key (account, hash)
);

-- Devices on which the code is not asked for a while. The cookie's value is not stored, only its SHA-256.
create table identity.known_device (
    hash text primary key,
    account uuid not null references identity.account on delete cascade,
    since timestamptz not null
);
create index known_device_account on identity.known_device (account);
