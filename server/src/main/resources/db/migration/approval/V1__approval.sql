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
    -- whose turn it was, where a substitute or delegate decided
    principal uuid,
    on_behalf_of text,
    at timestamptz not null
);
create index decision_case on approval.decision (case_id, id);
create index decision_started on approval.decision (officer, at) where step = 'submitted';
