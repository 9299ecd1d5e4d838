-- Files that are prepared for a grant, and their downloads in the record of calls.
alter table exchange.call drop constraint call_action_check;
alter table exchange.call add constraint call_action_check
    check (action in ('read', 'lookup', 'verify', 'file', 'download', 'outcome'));
alter table exchange.call alter column bytes type bigint;

-- A file with the rows of a grant as they were when it was prepared. The row stays when the file is removed, because
-- changes can be told since its version.
create table exchange.file (
    id uuid primary key,
    data_grant uuid not null,
    -- the grant's change by which it was prepared; after another one it is not delivered
    grant_change bigint not null,
    -- the client or the officer
    asked_by uuid not null,
    asked_by_name text not null,
    asked_at timestamptz not null,
    format text not null,
    encoding text not null,
    -- null for the usual one
    source text check (source in ('live', 'collected')),
    -- only what changed since this version, null for all rows
    since bigint,
    state text not null check (state in ('waiting', 'ready', 'failed', 'removed')),
    -- code and facts of the refusal
    problem text,
    facts jsonb,
    -- the version of the collected copy, null for a live read
    version bigint,
    row_count bigint,
    bytes bigint,
    digest bytea,
    ready_at timestamptz,
    expires_at timestamptz,
    check (state <> 'ready' or (row_count is not null and bytes is not null and digest is not null
                                and ready_at is not null and expires_at is not null))
);
create index file_grant on exchange.file (data_grant, asked_at desc);
create index file_open on exchange.file (expires_at) where state in ('waiting', 'ready');
