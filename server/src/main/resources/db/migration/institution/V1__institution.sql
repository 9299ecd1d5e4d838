create extension if not exists btree_gist;
create schema if not exists institution;

create table institution.unit (
    code text primary key check (code ~ '^[0-9A-Z]{2,8}$'),
    name text not null unique,
    name_en text not null,
    kind text not null check (kind in ('city', 'department', 'district')),
    subkind text,
    valid_from date not null,
    valid_to date,
    check (valid_to >= valid_from)
);

create table institution.officer (
    id uuid primary key,
    name text not null check (btrim(name) <> '')
);

create table institution.appointment (
    id uuid primary key,
    officer uuid not null references institution.officer,
    role text not null,
    unit text not null references institution.unit,
    position text not null,
    document text,
    valid_from date not null,
    valid_to date,
    version bigint not null default 1,
    check (valid_to >= valid_from),
    -- One answers for a unit, not two.
    constraint one_holder exclude using gist (unit with =, role with =, daterange(valid_from, valid_to, '[]') with &&)
        where (role in ('city-cdo', 'city-executive-officer', 'unit-cdo')),
    -- Powers apart (GB/T 22239-2019): nobody is administrator and auditor at once.
    constraint powers_apart exclude using gist (officer with =, role with <>, daterange(valid_from, valid_to, '[]') with &&)
        where (role in ('system-administrator', 'auditor')),
    constraint held_once exclude using gist (officer with =, role with =, unit with =, daterange(valid_from, valid_to, '[]') with &&)
);
create index appointment_officer on institution.appointment (officer);
