create schema if not exists channel;

-- How the notices of a person reach them outside of the page.
create table channel.channel (
    officer uuid not null,
    kind text not null check (kind in ('email', 'webhook')),
    -- Sealed with the node's key, bound to this row.
    target bytea not null,
    language text not null check (language in ('zh-CN', 'en')),
    pace text not null check (pace in ('at-once', 'daily')),
    -- City time.
    digest_at time not null,
    quiet_from time,
    quiet_to time,
    -- Hash of the code that proves that the person receives what is sent there; null once it was entered.
    code_hash text,
    code_sent_at timestamptz,
    code_tries int not null default 0,
    confirmed_at timestamptz,
    -- Why nothing is sent any more: the receiving side refused the address for good.
    stopped_at timestamptz,
    stopped_why text,
    version int not null default 0,
    primary key (officer, kind),
    check ((quiet_from is null) = (quiet_to is null)),
    check ((stopped_at is null) = (stopped_why is null))
);

-- A notice that has to go out by a channel.
create table channel.message (
    id bigint generated always as identity primary key,
    officer uuid not null,
    kind text not null,
    notice bigint not null,
    state text not null default 'waiting' check (state in ('waiting', 'sent', 'read-before', 'given-up')),
    created_at timestamptz not null,
    due_at timestamptz not null,
    attempts int not null default 0,
    -- The letter that carries it. It is set before the letter is sent and stays: what a crash leaves in doubt is sent
    -- again under the same number, by which the receiving side recognises it.
    letter uuid,
    claimed_until timestamptz,
    failure text,
    ended_at timestamptz,
    unique (officer, kind, notice),
    foreign key (officer, kind) references channel.channel (officer, kind) on delete cascade
);
create index message_due on channel.message (due_at) where state = 'waiting';
create index message_listed on channel.message (created_at desc);
