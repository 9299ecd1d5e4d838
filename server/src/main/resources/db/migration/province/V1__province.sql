create schema if not exists province;

-- How an entry's data are handed up to the province: its data set, columns and codes.
create table province.template (
    id uuid primary key,
    unit text not null,
    entry uuid not null,
    -- code and title of the entry
    code text not null,
    title text not null,
    province_name text not null check (btrim(province_name) <> ''),
    province_code text not null check (btrim(province_code) <> ''),
    file_kind text not null check (file_kind in ('csv-utf8', 'csv-gb18030')),
    columns jsonb not null,
    -- the headings of the province's receipts
    receipt jsonb not null,
    revision bigint not null default 1,
    created_by text not null,
    created_by_id uuid,
    created_at timestamptz not null,
    changed_at timestamptz not null,
    unique (unit, province_code)
);
create index template_entry on province.template (entry);

create sequence province.batch_number;

-- One report by a template, with the template as it was then.
create table province.batch (
    id uuid primary key,
    template uuid not null references province.template,
    number text not null unique,
    revision bigint not null,
    file_kind text not null,
    columns jsonb not null,
    -- whether rows that do not fit the template may be left out
    partial boolean not null,
    state text not null check (state in ('preparing', 'stopped', 'failed', 'written', 'refused', 'accepted', 'closed',
                                         'removed')),
    -- version of the entry's data
    snapshot bigint,
    version_at timestamptz,
    version_rows bigint,
    written bigint,
    left_out bigint,
    bytes bigint,
    digest bytea,
    accepted bigint not null default 0,
    refused bigint not null default 0,
    -- why it was closed though rows are refused
    reason text,
    created_by text not null,
    created_by_id uuid,
    created_at timestamptz not null,
    finished_at timestamptz,
    check (state not in ('written', 'refused', 'accepted', 'closed')
           or (digest is not null and written + left_out = version_rows)),
    check (accepted + refused <= coalesce(written, 0)),
    check ((state = 'closed') = (reason is not null))
);
create index batch_template on province.batch (template, created_at desc);

-- What does not fit the template, masked as people may see it.
create table province.problem (
    batch uuid not null references province.batch,
    -- number of the row in the version, from 1
    row_number bigint not null,
    place int not null,
    name text not null,
    problem text not null check (problem in ('missing', 'unmapped', 'too-long', 'unwritable')),
    value text,
    primary key (batch, row_number, place)
);

create table province.receipt (
    id uuid primary key,
    batch uuid not null references province.batch,
    file text not null,
    digest bytea not null,
    accepted bigint not null,
    refused bigint not null,
    -- rows that an earlier receipt had answered otherwise
    changed bigint not null,
    received_by text not null,
    received_by_id uuid,
    received_at timestamptz not null
);
create index receipt_batch on province.receipt (batch);

create table province.answer (
    batch uuid not null references province.batch,
    -- number of the row in the file, from 1
    row_number bigint not null,
    receipt uuid not null references province.receipt,
    accepted boolean not null,
    reason text not null,
    primary key (batch, row_number)
);
