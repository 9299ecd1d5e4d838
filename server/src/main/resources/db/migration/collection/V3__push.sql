-- A plan whose rows a machine client of the unit sends, instead of being read from its source.
alter table collection.plan drop constraint plan_mode_check;
alter table collection.plan add constraint plan_mode_check check (mode in ('full', 'increment', 'push'));
alter table collection.run drop constraint run_mode_check;
alter table collection.run add constraint run_mode_check check (mode in ('table', 'upload', 'push'));

-- Batches of rows that were sent, in the order in which they came. The rows are in a file until they are collected.
create table collection.batch (
    id uuid primary key,
    number bigint not null generated always as identity unique,
    plan uuid not null references collection.plan on delete cascade,
    client uuid not null,
    client_name text not null,
    -- the sender's name for the batch: sent again, it is the same batch
    idempotency_key text not null,
    sha256 text not null,
    records int not null check (records > 0),
    bytes bigint not null,
    -- names that no item of the entry has
    ignored text[] not null default '{}',
    received_at timestamptz not null,
    -- the collection that takes it, null before; another one if that one failed
    run uuid references collection.run on delete set null,
    unique (client, idempotency_key)
);
create index batch_plan on collection.batch (plan, number);
create index batch_run on collection.batch (run);
