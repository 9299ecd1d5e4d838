create schema if not exists powers;

-- What one person asks for and another confirms.
create table powers.request (
    id uuid primary key,
    kind text not null check (
        kind in ('appoint', 'replace', 'end', 'cancel', 'substitute', 'reset', 'disable', 'remove-factor')),
    state text not null check (state in ('open', 'confirmed', 'declined', 'taken-back')),
    asked_by uuid not null,
    asked_by_name text not null,
    asked_account uuid not null,
    asked_at timestamptz not null,
    expires_at timestamptz not null,
    reason text not null check (btrim(reason) <> ''),
    -- the role whose holder confirms
    confirmer text not null check (confirmer in ('security-administrator', 'auditor')),
    -- whom it concerns
    subject uuid not null,
    subject_name text not null,
    account_name text,
    role text,
    unit text,
    -- all that was asked for, as it is carried out
    wanted jsonb not null,
    -- what it was asked upon: if that has changed, it is not carried out
    facts text not null,
    -- hash of the code that whoever asked for a reset was shown
    code_hash text,
    decided_by uuid,
    decided_by_name text,
    decided_at timestamptz,
    answer text,
    check ((state = 'open') = (decided_at is null)),
    check ((kind = 'reset') = (code_hash is not null)),
    constraint two_persons check (state in ('open', 'taken-back') or decided_by <> asked_by)
);
create index request_open on powers.request (confirmer, expires_at) where state = 'open';
