-- What a role is there for, and which paper says so. Papers change: each sentence holds from a day to a day.
create table institution.duty (
    id uuid primary key,
    role text not null,
    position int not null,
    text text not null check (btrim(text) <> ''),
    source text not null check (btrim(source) <> ''),
    article text,
    -- how surely it is known: as org.shuguan.server.settings.Mark has it
    mark text not null check (mark in ('read', 'from-memory', 'unverified', 'ours')),
    valid_from date not null,
    valid_to date,
    version bigint not null default 1,
    check (valid_to >= valid_from)
);
create index duty_role on institution.duty (role, position);

-- 支撑团队: who does what for a unit's CDO.
create table institution.team_member (
    id uuid primary key,
    unit text not null references institution.unit,
    officer uuid not null references institution.officer,
    work text not null check (btrim(work) <> ''),
    valid_from date not null,
    valid_to date,
    version bigint not null default 1,
    check (valid_to >= valid_from),
    constraint in_team_once exclude using gist (unit with =, officer with =, daterange(valid_from, valid_to, '[]') with &&)
);
