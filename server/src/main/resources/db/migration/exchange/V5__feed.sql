-- Changes of granted rows, in order.
alter table exchange.call drop constraint call_action_check;
alter table exchange.call add constraint call_action_check
    check (action in ('read', 'lookup', 'verify', 'file', 'download', 'table', 'feed', 'outcome'));

create table exchange.feed (
    data_grant uuid primary key,
    -- the grant's change by which its changes were told
    grant_change bigint not null,
    -- the version of the collected copy up to which they were
    version bigint not null,
    last_number bigint not null,
    -- the lowest number that is kept
    first_number bigint not null,
    built_at timestamptz not null
);

-- As the consumer sees it, masked; deleted when the grant changes, because it may give less then.
create table exchange.feed_change (
    data_grant uuid not null references exchange.feed on delete cascade,
    number bigint not null,
    -- snapshot: the changes before it do not lead to this version, so all rows must be read first
    change text not null check (change in ('added', 'changed', 'gone', 'snapshot')),
    version bigint not null,
    row_text text not null,
    at timestamptz not null,
    primary key (data_grant, number)
);
create index feed_change_at on exchange.feed_change (at);

-- An address of the consumer that changes are sent to.
create table exchange.hook (
    id uuid primary key,
    data_grant uuid not null unique,
    address text not null,
    -- the last number that it took
    after_number bigint not null,
    attempts integer not null default 0,
    failing_since timestamptz,
    problem text,
    next_at timestamptz not null,
    -- a node sends until then, and no other
    leased_until timestamptz,
    set_by uuid not null,
    set_by_name text not null,
    set_at timestamptz not null
);

-- What an address did not take within the rule's hours. It can be sent again.
create table exchange.dead_letter (
    id uuid primary key,
    data_grant uuid not null,
    address text not null,
    first_number bigint not null,
    last_number bigint not null,
    body text not null,
    problem text not null,
    at timestamptz not null,
    sent_at timestamptz
);
create index dead_letter_grant on exchange.dead_letter (data_grant, at desc);
