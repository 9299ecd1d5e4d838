-- Use of a grant that is unlike its use before, raised once a day for each grant and kind.
create table exchange.alarm (
    id uuid primary key,
    data_grant uuid not null,
    grant_number text not null,
    resource text not null,
    owner text not null,
    consumer text not null,
    client_name text not null,
    -- a day of the city
    day date not null,
    kind text not null check (kind in ('volume', 'night', 'walk', 'empty')),
    -- the figures of its sentence
    facts jsonb not null,
    raised_at timestamptz not null,
    -- what was found when somebody looked into it
    finding text,
    closed_at timestamptz,
    closed_by uuid,
    closed_by_name text,
    check ((closed_at is null) = (finding is null)),
    unique (data_grant, kind, day)
);
create index alarm_owner on exchange.alarm (owner, raised_at desc);
create index alarm_consumer on exchange.alarm (consumer, raised_at desc);
