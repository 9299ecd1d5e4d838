-- By such a link a person sets the password of their account. Only the hash of what stands in it is kept.
create table identity.one_time_link (
    id uuid primary key,
    account uuid not null references identity.account on delete cascade,
    token_hash text not null unique,
    -- of the code that another person hands over, where two were needed to issue the link
    code_hash text,
    -- printed by the server for an administrator of its own, not asked for by anybody
    of_start boolean not null,
    issued_at timestamptz not null,
    expires_at timestamptz not null,
    used_at timestamptz,
    -- replaced by a newer one, or after too many wrong codes
    voided_at timestamptz,
    wrong_codes int not null default 0,
    check (expires_at > issued_at)
);
create index one_time_link_account on identity.one_time_link (account);
