create schema if not exists meeting;

-- Joint meetings of the city and of districts.
create table meeting.meeting (
    id uuid primary key,
    -- whose meeting it is: the city '00', or a district
    territory text not null,
    title text not null check (btrim(title) <> ''),
    day date not null,
    begins time not null,
    ends time not null,
    place text not null,
    -- with the territory the group that chairs it and signs its minutes
    chair_role text not null check (chair_role in ('city-cdo', 'city-executive-officer', 'unit-cdo')),
    state text not null check (state in ('planned', 'convened', 'open', 'ended', 'cancelled')),
    -- how often the invitation changed (RFC 5545 SEQUENCE)
    sequence int not null default 0,
    answer_by date,
    cancelled_because text,
    -- what had become of the last meeting's resolutions when this one was opened
    opened_with text,
    opening text not null default '',
    convened_at timestamptz,
    opened_at timestamptz,
    ended_at timestamptz,
    revision bigint not null default 1,
    created_by text not null,
    created_by_id uuid not null,
    created_at timestamptz not null,
    changed_at timestamptz not null,
    check (begins < ends),
    check ((chair_role = 'unit-cdo') = (territory <> '00')),
    check ((state = 'cancelled') = (cancelled_because is not null)),
    check (state not in ('convened', 'open', 'ended') or convened_at is not null),
    check (state not in ('open', 'ended') or (opened_at is not null and opened_with is not null)),
    check ((state = 'ended') = (ended_at is not null))
);
create index meeting_day on meeting.meeting (territory, day desc);

-- Who is invited: a role of a unit, so that its holder, substitute or delegate answers.
create table meeting.seat (
    id uuid primary key,
    meeting uuid not null references meeting.meeting on delete cascade,
    unit text not null,
    role text not null,
    -- members count for the quorum and vote, guests (列席) do not
    is_member boolean not null,
    answer text check (answer in ('comes', 'substitute', 'absent')),
    answer_text text,
    answered_by text,
    answered_by_id uuid,
    answered_for text,
    answered_at timestamptz,
    -- who comes instead; an officer of the platform or somebody else
    substitute_name text,
    substitute_position text,
    substitute_id uuid,
    attended boolean,
    -- who was there, as the minutes name them
    attended_name text,
    unique (meeting, unit, role),
    check ((answer is null) = (answered_at is null)),
    check ((answer = 'substitute') = (substitute_name is not null) or answer is null),
    check (attended is not true or btrim(attended_name) <> '')
);
create index seat_unit on meeting.seat (unit);

-- What units, or the secretariat, want to have discussed.
create table meeting.topic (
    id uuid primary key,
    number text not null unique,
    -- whose meeting shall discuss it
    territory text not null,
    -- the unit that raised it
    unit text not null,
    origin text not null check (origin in ('unit', 'secretariat', 'appeal', 'follow-up', 'demand', 'directive')),
    -- what it is about, for example a follow-up's id
    subject text,
    link text,
    title text not null check (btrim(title) <> ''),
    reason text not null,
    -- what shall be decided
    proposal text not null,
    state text not null check (state in ('raised', 'accepted', 'merged', 'sent-back', 'withdrawn', 'dealt')),
    answer text,
    answered_by text,
    answered_by_id uuid,
    answered_at timestamptz,
    merged_into uuid references meeting.topic,
    revision bigint not null default 1,
    created_by text not null,
    created_by_id uuid,
    created_at timestamptz not null,
    changed_at timestamptz not null,
    check ((state = 'merged') = (merged_into is not null)),
    check (state <> 'sent-back' or btrim(answer) <> '')
);
create sequence meeting.topic_number;
create index topic_state on meeting.topic (territory, state);
-- of one subject there is one open topic
create unique index topic_one_open on meeting.topic (origin, subject)
    where subject is not null and state in ('raised', 'accepted');

-- A topic on a meeting's agenda.
create table meeting.item (
    id uuid primary key,
    meeting uuid not null references meeting.meeting on delete cascade,
    topic uuid not null references meeting.topic,
    position int not null,
    kind text not null check (kind in ('directives', 'summary', 'direction', 'decisions', 'issues')),
    -- the live figures when the meeting was opened
    figures text,
    note text not null default '',
    outcome text check (outcome in ('decided', 'noted', 'postponed')),
    revision bigint not null default 1,
    unique (meeting, topic),
    unique (meeting, position) deferrable initially deferred
);
create index item_topic on meeting.item (topic);

-- What a meeting resolves.
create table meeting.resolution (
    id uuid primary key,
    meeting uuid not null references meeting.meeting on delete cascade,
    item uuid not null references meeting.item,
    position int not null,
    title text not null check (btrim(title) <> ''),
    requirement text not null,
    -- by what it is seen to be done
    measure text not null,
    kind text not null check (kind in ('key', 'ordinary', 'prompt')),
    lead text not null,
    due date not null,
    due_text text not null,
    state text not null check (state in ('draft', 'adopted', 'rejected')),
    manner text check (manner in ('consent', 'vote')),
    yes int,
    no int,
    abstain int,
    decided_at timestamptz,
    decided_by text,
    follow_up uuid unique,
    revision bigint not null default 1,
    changed_at timestamptz not null,
    unique (meeting, position) deferrable initially deferred,
    check ((state = 'draft') = (manner is null)),
    check ((state = 'adopted') = (follow_up is not null)),
    check ((manner = 'vote') = (yes is not null) or manner is null),
    check ((yes is null) = (no is null) and (yes is null) = (abstain is null)),
    check (yes >= 0 and no >= 0 and abstain >= 0)
);

-- Units that take part in a resolution.
create table meeting.resolution_unit (
    resolution uuid not null references meeting.resolution on delete cascade,
    unit text not null,
    text text not null,
    primary key (resolution, unit)
);

-- The minutes of a meeting that has ended.
create table meeting.minutes (
    meeting uuid primary key references meeting.meeting on delete cascade,
    territory text not null,
    state text not null check (state in ('circulated', 'returned', 'signed')),
    round int not null,
    -- what is circulated and signed, as it stood then
    content text not null,
    sha256 text not null,
    comment_by date not null,
    circulated_by text not null,
    circulated_by_id uuid not null,
    circulated_for uuid,
    circulated_at timestamptz not null,
    returned_because text,
    number_year int,
    number int,
    signed_by text,
    signed_by_id uuid,
    signed_kind text,
    signed_for text,
    signed_at timestamptz,
    unique (territory, number_year, number),
    check ((state = 'signed') = (number is not null) and (number is null) = (number_year is null)
        and (number is null) = (signed_at is null)),
    check (state <> 'returned' or btrim(returned_because) <> '')
);

-- The last number of a territory's minutes in a year: one more in the transaction that signs, so that there is no gap.
create table meeting.numbering (
    territory text not null,
    year int not null,
    last int not null,
    primary key (territory, year)
);

-- What participants say about circulated minutes; an empty text is no objection.
create table meeting.remark (
    id uuid primary key,
    seat uuid not null references meeting.seat on delete cascade,
    meeting uuid not null references meeting.minutes on delete cascade,
    round int not null,
    text text not null,
    by_name text not null,
    by_id uuid not null,
    by_for text,
    at timestamptz not null,
    unique (seat, round)
);
