create schema if not exists access;

-- The holder of a role lets somebody else act in it for a while.
create table access.delegation (
    id uuid primary key,
    role text not null,
    unit text not null,
    from_officer uuid not null,
    from_name text not null,
    to_officer uuid not null,
    to_name text not null,
    valid_from date not null,
    valid_to date not null,
    ended boolean not null default false,
    check (valid_to >= valid_from),
    check (from_officer <> to_officer)
);
create index delegation_to on access.delegation (to_officer) where not ended;
create index delegation_from on access.delegation (from_officer) where not ended;
