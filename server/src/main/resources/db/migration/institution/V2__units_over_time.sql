-- What changed units on a day: merge, split, rename, move.
create table institution.act (
    id uuid primary key,
    kind text not null check (kind in ('merge', 'split', 'rename', 'move')),
    day date not null,
    document text not null check (btrim(document) <> ''),
    reason text not null check (btrim(reason) <> ''),
    -- told from memory: the paper itself was not at hand
    unverified boolean not null default false,
    recorded_by text not null,
    recorded_at timestamptz not null
);
create index act_day on institution.act (day desc);

-- How a unit is called and placed, from a day to a day.
create table institution.unit_form (
    unit text not null references institution.unit on delete cascade,
    valid_from date not null,
    valid_to date,
    name text not null check (btrim(name) <> ''),
    full_name text,
    name_en text not null,
    kind text not null check (kind in ('city', 'department', 'district')),
    subkind text,
    subordination text not null default 'local' check (subordination in ('local', 'vertical', 'dual')),
    body_type text not null default 'organ' check (body_type in ('organ', 'institution')),
    -- the district that the unit is a bureau of; a bureau has none below it, so the tree has two levels
    parent text references institution.unit,
    act uuid references institution.act on delete cascade,
    primary key (unit, valid_from),
    check (valid_to >= valid_from),
    constraint bureau_of_a_district check (parent is null or (kind = 'department' and parent <> unit)),
    constraint one_form exclude using gist (unit with =, daterange(valid_from, valid_to, '[]') with &&),
    -- No two units of one name on one day.
    constraint unit_name_once exclude using gist (name with =, daterange(valid_from, valid_to, '[]') with &&)
);
create index unit_form_parent on institution.unit_form (parent) where parent is not null;
insert into institution.unit_form (unit, valid_from, valid_to, name, name_en, kind, subkind)
select code, valid_from, valid_to, name, name_en, kind, subkind from institution.unit;
alter table institution.unit drop column name, drop column name_en, drop column kind, drop column subkind;
-- Names from before this record began.
alter table institution.unit add column former_names text[] not null default '{}';

create table institution.succession (
    act uuid not null references institution.act on delete cascade,
    predecessor text not null references institution.unit,
    successor text not null references institution.unit,
    share int not null check (share between 1 and 100),
    -- which successor answers for what the predecessor leaves
    answers boolean not null,
    primary key (act, predecessor, successor)
);
-- A unit goes once, and one answers for what it leaves.
create unique index succession_one_answers on institution.succession (predecessor) where answers and predecessor <> successor;
create index succession_successor on institution.succession (successor);

-- What an act did to appointments, so that it can be undone until its day.
create table institution.act_ended (
    act uuid not null references institution.act on delete cascade,
    appointment uuid not null references institution.appointment on delete cascade,
    valid_to date,
    primary key (act, appointment)
);
alter table institution.appointment add column act uuid references institution.act;
