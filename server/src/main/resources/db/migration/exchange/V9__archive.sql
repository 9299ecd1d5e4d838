-- Calls of a month (UTC) that were moved into a file of the home, and those that were brought back for a while.
create table exchange.archive (
    -- 2026-11
    month text primary key check (month ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
    state text not null check (state in ('archiving', 'failed', 'archived', 'bringing', 'back')),
    -- the job that moves it at the moment, or moved it last
    job uuid not null,
    -- null if nobody pressed anything
    started_by text,
    started_at timestamptz not null,
    -- of the file, once it is whole
    calls bigint,
    first_sequence bigint,
    last_sequence bigint,
    bytes bigint,
    digest bytea,
    archived_at timestamptz,
    -- until when calls that were brought back stay in the database
    back_until timestamptz,
    problem text,
    detail text,
    check (state in ('archiving', 'failed') or (calls is not null and first_sequence is not null
        and last_sequence is not null and bytes is not null and digest is not null and archived_at is not null)),
    check ((state = 'back') = (back_until is not null))
);
