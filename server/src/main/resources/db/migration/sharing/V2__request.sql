-- A grant for the whole day has no hours.
alter table sharing.data_grant drop constraint data_grant_check;
alter table sharing.data_grant add constraint data_grant_hours
    check ((hour_from is null) = (hour_to is null) and (hour_from is null or hour_from <> hour_to));

create sequence sharing.request_number;

-- What a unit asks for: entries of other units, for one purpose and a term. Each entry is a part with its own answer.
create table sharing.request (
    id uuid primary key,
    number text not null unique,
    unit text not null,
    title text not null,
    purpose text not null,
    -- one of the scenarios that the rule sharing.scenarios offered then
    scenario text,
    legal_basis text not null,
    modes text[] not null check (modes <@ array['api', 'file', 'table', 'feed']),
    frequency text,
    per_second integer not null check (per_second > 0),
    per_day bigint not null check (per_day > 0),
    addresses text[] not null,
    hour_from smallint check (hour_from between 0 and 23),
    hour_to smallint check (hour_to between 1 and 24),
    clients uuid[] not null,
    first_day date,
    last_day date,
    responsible text not null,
    phone text not null,
    -- the demand that it comes from
    demand uuid,
    demand_number text,
    state text not null check (state in ('draft', 'submitted', 'checking', 'answering', 'closed', 'deleted')),
    revision bigint not null default 1,
    case_id text,
    returned_because text,
    created_by text not null,
    created_by_id uuid not null,
    created_at timestamptz not null,
    changed_at timestamptz not null,
    submitted_at timestamptz,
    agreed_at timestamptz,
    checked_at timestamptz,
    closed_at timestamptz,
    check ((hour_from is null) = (hour_to is null)),
    check ((demand is null) = (demand_number is null)),
    check (state in ('draft', 'deleted') or (first_day is not null and last_day >= first_day))
);
create index request_unit on sharing.request (unit, state);

create table sharing.part (
    id uuid primary key,
    request uuid not null references sharing.request on delete cascade,
    position integer not null,
    entry uuid not null,
    resource text not null,
    title text not null,
    owner text not null,
    -- of the entry or the strictest of the items asked for
    sharing_type text not null check (sharing_type in ('unconditional', 'conditional', 'not-shared')),
    -- the highest of the items asked for
    grade text not null,
    -- [{name, mask, reason, ground}]
    items jsonb not null,
    row_filter jsonb not null,
    -- the grant that is to be renewed
    renews uuid,
    state text not null check (state in
        ('draft', 'waiting', 'answering', 'opinion', 'extending', 'second', 'granted', 'refused', 'withdrawn')),
    case_id text,
    -- cases that ended before an appeal took it up again
    former_cases text[] not null default '{}',
    answering_since timestamptz,
    due date,
    extended boolean not null default false,
    -- what the owner decided, which takes effect with the second signature where one is needed
    answer jsonb,
    -- whether items or rows were refused
    partly boolean not null default false,
    refusal_reason text,
    refusal_basis text,
    answered_at timestamptz,
    data_grant uuid references sharing.data_grant,
    unique (request, entry),
    check (state not in ('answering', 'opinion', 'extending', 'second') or (case_id is not null and due is not null)),
    check (state <> 'granted' or data_grant is not null),
    check (state <> 'refused' or refusal_basis is not null)
);
create index part_owner on sharing.part (owner, state);
create index part_entry on sharing.part (entry);

-- The assessment of the impact on personal information (PIPL articles 55 and 56), kept at least three years.
create table sharing.assessment (
    request uuid primary key references sharing.request,
    lawful text not null,
    impact text not null,
    measures text not null,
    assessor text not null,
    assessed_on date
);

-- Objections to refusals, for the joint meeting.
create table sharing.appeal (
    id uuid primary key,
    part uuid not null references sharing.part,
    reason text not null,
    state text not null check (state in ('open', 'upheld', 'dismissed')),
    raised_by text not null,
    raised_by_id uuid not null,
    raised_at timestamptz not null,
    decision text,
    settled_by text,
    settled_by_id uuid,
    settled_at timestamptz,
    check ((state = 'open') = (settled_at is null)),
    check ((settled_at is null) = (decision is null))
);
create unique index appeal_open on sharing.appeal (part) where state = 'open';

-- What happened to a grant since it was given.
create table sharing.grant_step (
    data_grant uuid not null references sharing.data_grant on delete cascade,
    change bigint not null,
    what text not null,
    reason text,
    done_by text,
    done_by_id uuid,
    at timestamptz not null,
    primary key (data_grant, change)
);

-- That a grant is still needed although it is not used, as its consumer said.
create table sharing.grant_need (
    data_grant uuid primary key references sharing.data_grant on delete cascade,
    confirmed_on date not null,
    because text not null,
    confirmed_by text not null,
    confirmed_by_id uuid not null
);
