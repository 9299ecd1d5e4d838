create schema if not exists followup;

create sequence followup.number;

-- Development plans, standards and implementation plans, from which follow-ups come.
create table followup.paper (
    id uuid primary key,
    kind text not null check (kind in ('development-plan', 'standard', 'implementation-plan')),
    title text not null check (btrim(title) <> ''),
    -- the document's reference, as printed
    number text not null,
    issuer text not null,
    -- whose paper it is: the city '00', or a unit
    unit text not null,
    issued date,
    note text not null,
    revision bigint not null default 1,
    created_by text not null,
    created_by_id uuid,
    created_at timestamptz not null,
    changed_at timestamptz not null
);

create table followup.follow_up (
    id uuid primary key,
    number text not null unique,
    title text not null check (btrim(title) <> ''),
    requirement text not null,
    -- by what it is seen to be done
    measure text not null,
    origin text not null
        check (origin in ('plan', 'meeting', 'finding', 'approval', 'demand', 'leading-group', 'province')),
    -- the place in the document, or the sentence, from which it comes
    origin_text text not null,
    origin_link text,
    paper uuid references followup.paper,
    kind text not null check (kind in ('key', 'ordinary', 'prompt')),
    -- the steps of its path, as the rule of its kind named them when it was given
    steps text[] not null,
    parent uuid references followup.follow_up,
    merged_into uuid references followup.follow_up,
    -- the group that gave it, and confirms
    giver_role text not null,
    giver_unit text not null,
    given_by text not null,
    given_by_id uuid,
    given_at timestamptz not null,
    lead text not null,
    state text not null
        check (state in ('given', 'dividing', 'working', 'reported', 'closed', 'merged', 'withdrawn')),
    state_since timestamptz not null,
    -- the term: working days, or a day, or a rhythm, or none; with the words of the document
    term_days int check (term_days between 1 and 1000),
    due date,
    -- the last day that is in time: the due day, moved by the rule if it is no working day
    lapses_on date,
    due_text text not null,
    rhythm text check (rhythm in ('monthly', 'quarterly', 'half-yearly', 'yearly')),
    report_period text,
    report_due date,
    percent int not null default 0 check (percent between 0 and 100),
    signed_at timestamptz,
    divided_at timestamptz,
    reported_at timestamptz,
    closed_at timestamptz,
    closed_note text,
    -- whether the report that was accepted came in time; null if there was no day
    in_time boolean,
    extended int not null default 0,
    revision bigint not null default 1,
    check (term_days is null or due is not null),
    check ((due is null) = (lapses_on is null)),
    check (due is null or rhythm is null),
    check ((rhythm is null) = (report_period is null) and (rhythm is null) = (report_due is null)),
    check (due is not null or rhythm is not null or btrim(due_text) <> ''),
    check ((state in ('closed', 'merged', 'withdrawn')) = (closed_at is not null)),
    check ((state = 'merged') = (merged_into is not null)),
    check (state <> 'reported' or reported_at is not null)
);
create index follow_up_lead on followup.follow_up (lead, state);
create index follow_up_due on followup.follow_up (lapses_on) where closed_at is null;
create index follow_up_paper on followup.follow_up (paper);
create index follow_up_parent on followup.follow_up (parent);

-- What a unit that takes part has to do.
create table followup.part (
    id uuid primary key,
    follow_up uuid not null references followup.follow_up on delete cascade,
    unit text not null,
    text text not null,
    added_at timestamptz not null,
    done_at timestamptz,
    done_by text,
    done_note text,
    unique (follow_up, unit),
    check ((done_at is null) = (done_note is null))
);
create index part_unit on followup.part (unit);

create table followup.milestone (
    id uuid primary key,
    follow_up uuid not null references followup.follow_up on delete cascade,
    title text not null check (btrim(title) <> ''),
    due date not null,
    done_at timestamptz,
    done_by text,
    done_note text,
    check ((done_at is null) = (done_note is null))
);
create index milestone_follow_up on followup.milestone (follow_up, due);

-- What the lead unit or another one told; whoever gave the follow-up confirms it or sends it back.
create table followup.progress (
    id uuid primary key,
    follow_up uuid not null references followup.follow_up on delete cascade,
    unit text not null,
    officer uuid not null,
    officer_name text not null,
    -- the holder of the role for whom the officer acted
    principal uuid,
    at timestamptz not null,
    -- whether it says that all is done
    final boolean not null,
    percent int check (percent between 0 and 100),
    text text not null check (btrim(text) <> ''),
    problem text,
    suggestion text,
    -- of a follow-up with a rhythm: for which period, and by when that was due
    period text,
    period_due date,
    state text not null check (state in ('waiting', 'confirmed', 'sent-back')),
    answered_at timestamptz,
    answered_by text,
    answer text,
    check ((state = 'waiting') = (answered_at is null))
);
create index progress_follow_up on followup.progress (follow_up, at);

-- A longer term or another lead unit, for which the lead unit asks.
create table followup.request (
    id uuid primary key,
    follow_up uuid not null references followup.follow_up on delete cascade,
    kind text not null check (kind in ('extend', 'hand-on')),
    due date,
    lead text,
    reason text not null check (btrim(reason) <> ''),
    officer uuid not null,
    officer_name text not null,
    principal uuid,
    at timestamptz not null,
    state text not null check (state in ('waiting', 'granted', 'refused', 'lapsed')),
    decided_at timestamptz,
    decided_by text,
    decision text,
    check ((kind = 'extend') = (due is not null) and (kind = 'hand-on') = (lead is not null)),
    check ((state = 'waiting') = (decided_at is null))
);
create unique index request_one_open on followup.request (follow_up, kind) where state = 'waiting';
create index request_follow_up on followup.request (follow_up, at);

create table followup.evidence (
    id uuid primary key,
    follow_up uuid not null references followup.follow_up on delete cascade,
    kind text not null check (kind in ('file', 'entry')),
    -- name of the file, or title of the entry when it was named
    title text not null,
    unit text not null,
    added_by text not null,
    added_by_id uuid not null,
    added_at timestamptz not null,
    bytes bigint,
    sha256 text,
    entry uuid,
    entry_code text,
    check ((kind = 'file') = (bytes is not null and sha256 is not null)),
    check ((kind = 'entry') = (entry is not null and entry_code is not null))
);
create index evidence_follow_up on followup.evidence (follow_up, added_at);

-- Each step of the way, kept.
create table followup.step (
    id bigint generated always as identity primary key,
    follow_up uuid not null references followup.follow_up on delete cascade,
    what text not null,
    at timestamptz not null,
    officer uuid,
    officer_name text not null,
    on_behalf_of text,
    text text not null
);
create index step_follow_up on followup.step (follow_up, id);

-- Whose turn it is. Made anew from the follow-up at each step.
create table followup.turn (
    follow_up uuid not null references followup.follow_up on delete cascade,
    step text not null,
    -- what it is about besides the follow-up: a part, a progress report, a request
    about uuid not null,
    role text not null,
    unit text not null,
    -- all that may act: role@unit
    groups text[] not null,
    since timestamptz not null,
    due date,
    primary key (follow_up, step, about)
);
create index turn_groups on followup.turn using gin (groups);
create index turn_due on followup.turn (due);
create index turn_unit on followup.turn (unit);
