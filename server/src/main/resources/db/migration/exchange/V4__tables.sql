-- Tables of consumers that the rows of a grant are put into.
alter table exchange.call drop constraint call_action_check;
alter table exchange.call add constraint call_action_check
    check (action in ('read', 'lookup', 'verify', 'file', 'download', 'table', 'outcome'));

create table exchange.target (
    id uuid primary key,
    data_grant uuid not null unique,
    -- a database that the consumer has registered; it says the machine
    source uuid not null,
    -- schema.name, or the name alone
    path text not null,
    manner text not null check (manner in ('replace', 'upsert')),
    -- whether the table is made if it is not there
    made boolean not null,
    -- the account that may write, and its password, encrypted
    account text not null,
    secret bytea not null,
    -- the machine for which the password was entered
    host text not null,
    port integer not null,
    rhythm text not null check (rhythm in ('version', 'daily', 'manual')),
    -- hour of the day in the city
    hour smallint check (hour between 0 and 23),
    set_by uuid not null,
    set_by_name text not null,
    set_at timestamptz not null,
    version bigint not null,
    check ((rhythm = 'daily') = (hour is not null))
);

-- What was put into a table, or why not. The id is also in the ledger of the consumer's database.
create table exchange.table_delivery (
    id uuid primary key,
    target uuid not null,
    data_grant uuid not null,
    -- the grant's change by which it was made; after another one it is not committed
    grant_change bigint not null,
    path text not null,
    manner text not null,
    -- null if nobody pressed anything
    started_by uuid,
    started_by_name text,
    started_at timestamptz not null,
    -- the version of the collected copy, null for a live read
    version bigint,
    state text not null check (state in ('waiting', 'done', 'failed')),
    -- code and facts of the refusal
    problem text,
    facts jsonb,
    -- the call in the record, from the moment before its commit
    call uuid,
    row_count bigint,
    added bigint,
    changed bigint,
    removed bigint,
    bytes bigint,
    digest bytea,
    ended_at timestamptz,
    check (state <> 'done' or (row_count is not null and added is not null and changed is not null
                               and removed is not null and call is not null and ended_at is not null))
);
create index table_delivery_grant on exchange.table_delivery (data_grant, started_at desc);
create index table_delivery_target on exchange.table_delivery (target, started_at desc);
