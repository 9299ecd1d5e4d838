-- Removals of rows for good of which a grant's consumer was told: its feed says so, and its table is put anew.
create table exchange.removal_told (
    removal uuid not null,
    data_grant uuid not null,
    at timestamptz not null,
    primary key (removal, data_grant)
);
create index removal_told_grant on exchange.removal_told (data_grant, at);
