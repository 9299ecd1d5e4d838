-- Rows of a grant go to a table of the consumer, to a folder as one file, or to another node.
alter table exchange.target
    add column kind text not null default 'table' check (kind in ('table', 'folder', 'node')),
    -- the base address of the other node
    add column address text,
    -- of the file in a folder
    add column format text check (format in ('csv', 'csv-gb18030', 'xlsx', 'parquet', 'jsonl')),
    -- where the rows go, for people
    add column place text;
update exchange.target set place = path || ' @ ' || host || ':' || port;
alter table exchange.target
    alter column kind drop default,
    alter column place set not null,
    -- null for a node, and for the folder that the operator has made for the unit
    alter column source drop not null,
    alter column made drop not null,
    -- at a node the id of the client and its secret
    alter column account drop not null,
    alter column secret drop not null,
    alter column host drop not null,
    alter column port drop not null,
    add check (kind <> 'table'
               or (source is not null and made is not null and account is not null and secret is not null
                   and host is not null and port is not null and address is null and format is null)),
    add check (kind <> 'folder'
               or (format is not null and manner = 'replace' and made is null and account is null and secret is null
                   and host is null and port is null and address is null)),
    add check (kind <> 'node'
               or (address is not null and manner = 'upsert' and account is not null and secret is not null
                   and source is null and made is null and host is null and port is null and format is null));
comment on column exchange.target.path is 'of the table, the name of the file, or the code of the entry there';

alter table exchange.table_delivery
    add column kind text not null default 'table' check (kind in ('table', 'folder', 'node')),
    add column place text,
    -- to a node: in how many parts the rows are sent, known when all of them were read
    add column batches integer,
    -- to a node: rows that it has put into quarantine
    add column quarantined bigint;
update exchange.table_delivery set place = path;
alter table exchange.table_delivery
    alter column kind drop default,
    alter column place set not null;
alter table exchange.table_delivery drop constraint table_delivery_check;
alter table exchange.table_delivery add constraint table_delivery_done
    check (state <> 'done'
           or (row_count is not null and call is not null and ended_at is not null
               and (kind <> 'table' or (added is not null and changed is not null and removed is not null))
               and (kind <> 'node' or (batches is not null and quarantined is not null))));

-- A part of a delivery to another node: bytes of its spooled file, so that the same number always has the same body.
create table exchange.node_batch (
    delivery uuid not null references exchange.table_delivery on delete cascade,
    number integer not null,
    first_byte bigint not null,
    byte_count integer not null,
    row_count integer not null,
    -- by which the other node says what became of it; null until it was taken
    receipt uuid,
    primary key (delivery, number)
);
