create schema if not exists approval;

-- Who did what in a case, as what, and why. The engine's history tells where a case has been; this tells whose word it was.
create table approval.decision (
    id bigint generated always as identity primary key,
    case_id text not null,
    step text not null,
    outcome text not null,
    comment text,
    officer uuid not null,
    officer_name text not null,
    role text not null,
    unit text not null,
    -- whose turn it was, where a delegate decided
    on_behalf_of text,
    at timestamptz not null
);
create index decision_case on approval.decision (case_id, id);

create table approval.delegation (
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
create index delegation_to on approval.delegation (to_officer) where not ended;
