create schema if not exists identity;

create table identity.account (
    id uuid primary key,
    name text not null unique check (name ~ '^[a-z0-9._-]{3,40}$'),
    -- of institution.officer
    officer uuid not null unique,
    password_hash text not null,
    must_change_password boolean not null,
    disabled boolean not null,
    failures int not null,
    locked_until timestamptz
);

create table identity.former_password (
    account uuid not null references identity.account on delete cascade,
    password_hash text not null,
    at timestamptz not null default clock_timestamp()
);
create index former_password_account on identity.former_password (account, at desc);

-- Spring Session's tables: a restart signs nobody out.
create table identity.spring_session (
    primary_id char(36) primary key,
    session_id char(36) not null unique,
    creation_time bigint not null,
    last_access_time bigint not null,
    max_inactive_interval int not null,
    expiry_time bigint not null,
    principal_name varchar(100)
);
create index spring_session_expiry on identity.spring_session (expiry_time);
create index spring_session_principal on identity.spring_session (principal_name);

create table identity.spring_session_attributes (
    session_primary_id char(36) not null references identity.spring_session on delete cascade,
    attribute_name varchar(200) not null,
    attribute_bytes bytea not null,
    primary key (session_primary_id, attribute_name)
);
