create schema if not exists guidance;

create sequence guidance.inquiry_number;

-- What a unit and its bureau ask and tell each other, with an answer in a term.
create table guidance.inquiry (
    id uuid primary key,
    number text not null unique,
    kind text not null check (kind in ('question', 'progress', 'problem', 'suggestion')),
    -- who is asked: the bureau, or the unit
    direction text not null check (direction in ('to-bureau', 'to-unit')),
    unit text not null,
    -- whose bureau it is: the city '00', or a district
    territory text not null,
    title text not null check (btrim(title) <> ''),
    state text not null check (state in ('open', 'asked-back', 'answered', 'closed', 'withdrawn')),
    asked_by text not null,
    asked_by_id uuid not null,
    asked_at timestamptz not null,
    -- whose turn it is, null where it is nobody's: a role with its unit or territory, and all groups that may act
    turn_role text,
    turn_unit text,
    groups text[] not null default '{}',
    turn_since timestamptz,
    due date,
    -- the last answer, and whether all answers came in time
    answered_at timestamptz,
    answered_by text,
    in_time boolean,
    over_at timestamptz,
    revision bigint not null default 1,
    check ((turn_role is null) = (state not in ('open', 'asked-back'))),
    check ((turn_role is null) = (turn_unit is null)),
    check ((turn_role is null) = (due is null)),
    check ((turn_role is null) = (turn_since is null)),
    check ((answered_at is null) = (in_time is null)),
    check ((over_at is null) = (state not in ('closed', 'withdrawn')))
);
create index inquiry_unit on guidance.inquiry (unit);
create index inquiry_asked on guidance.inquiry (asked_at desc);
create index inquiry_groups on guidance.inquiry using gin (groups);

-- What was said, in its order.
create table guidance.said (
    id bigint generated always as identity primary key,
    inquiry uuid not null references guidance.inquiry on delete cascade,
    act text not null,
    -- for which side: the unit, or the territory of the bureau
    unit text not null,
    text text not null,
    said_by text not null,
    said_by_id uuid,
    -- the holder of the role for whom it was said
    said_for text,
    said_at timestamptz not null
);
create index said_inquiry on guidance.said (inquiry);

-- Frequently asked questions with their answers, for all officers.
create table guidance.faq (
    id uuid primary key,
    -- whose bureau keeps it
    territory text not null,
    topic text not null,
    question text not null check (btrim(question) <> ''),
    answer text not null check (btrim(answer) <> ''),
    -- where it came from, null if from no inquiry
    inquiry uuid references guidance.inquiry,
    published_by text not null,
    published_at timestamptz not null,
    changed_by text not null,
    changed_at timestamptz not null,
    withdrawn_by text,
    withdrawn_at timestamptz,
    withdrawn_because text,
    revision bigint not null default 1,
    check ((withdrawn_by is null) = (withdrawn_at is null)),
    check ((withdrawn_because is null) = (withdrawn_at is null))
);
create index faq_inquiry on guidance.faq (inquiry);

-- All versions of each, also the one that stands.
create table guidance.faq_version (
    faq uuid not null references guidance.faq on delete cascade,
    number bigint not null,
    topic text not null,
    question text not null,
    answer text not null,
    written_by text not null,
    written_by_id uuid,
    written_at timestamptz not null,
    primary key (faq, number)
);

-- Visits to units, and work done together.
create table guidance.visit (
    id uuid primary key,
    kind text not null check (kind in ('visit', 'joint-work')),
    -- who keeps the record: a unit, or the territory of a bureau
    keeper text not null,
    day date not null,
    title text not null check (btrim(title) <> ''),
    people text not null,
    found text not null check (btrim(found) <> ''),
    created_by text not null,
    created_by_id uuid,
    created_at timestamptz not null,
    changed_at timestamptz not null,
    revision bigint not null default 1
);
create index visit_day on guidance.visit (day desc);

create table guidance.visit_unit (
    visit uuid not null references guidance.visit on delete cascade,
    unit text not null,
    primary key (visit, unit)
);
create index visit_unit_unit on guidance.visit_unit (unit);

-- Follow-ups that it led to.
create table guidance.visit_follow_up (
    visit uuid not null references guidance.visit on delete cascade,
    follow_up uuid not null,
    primary key (visit, follow_up)
);
