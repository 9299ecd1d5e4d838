create schema if not exists demand;

create sequence demand.number;

-- One row is a demand on its whole way: the three lists are its states.
create table demand.demand (
    id uuid primary key,
    number text not null unique,
    unit text not null,
    title text not null,
    items text[] not null,
    scenario text not null,
    legal_basis text not null,
    frequency text,
    mode text check (mode in ('table', 'api', 'file')),
    wanted_by date,
    -- whom it is addressed to, null where the bureau shall find out
    asked text,
    state text not null
        check (state in ('draft', 'submitted', 'asked', 'routed', 'responsible', 'offered', 'met', 'negative', 'deleted')),
    revision bigint not null default 1,
    case_id text,
    -- cases that ended before it was taken up again
    former_cases text[] not null default '{}',
    returned_because text,
    -- the territory whose bureau a district's bureau handed it to, and which reads it since
    escalated_to text,
    -- who must supply it, or who may not share it
    responsible text,
    due date,
    -- one of the reasons that the rule demand.refusal-reasons offered then
    refusal_reason text,
    refusal_basis text,
    review_on date,
    entry uuid,
    -- what the asking unit misses in what was offered
    missing text,
    created_by text not null,
    created_by_id uuid not null,
    created_at timestamptz not null,
    changed_at timestamptz not null,
    submitted_at timestamptz,
    agreed_at timestamptz,
    answered_at timestamptz,
    answer text check (answer in ('accepted', 'assigned', 'refused')),
    linked_at timestamptz,
    published_at timestamptz,
    met_at timestamptz,
    check (state not in ('responsible', 'offered', 'met') or (responsible is not null and due is not null)),
    check (state <> 'negative' or (responsible is not null and refusal_basis is not null and review_on is not null)),
    check (state <> 'offered' or entry is not null),
    check (state <> 'met' or (entry is not null and met_at is not null))
);
create index demand_unit on demand.demand (unit, state);
create index demand_responsible on demand.demand (responsible, state);
create index demand_entry on demand.demand (entry) where state = 'responsible';
create index demand_review on demand.demand (review_on) where state = 'negative';
