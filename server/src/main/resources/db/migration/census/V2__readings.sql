-- How a file is read, as people have corrected it. What was is kept, so that a change can be undone: in force is the
-- newest that was not.
create table census.reading (
    id bigint generated always as identity primary key,
    source uuid not null references census.source on delete cascade,
    file text not null,
    -- null: as it is guessed
    reading jsonb,
    changed_by text not null,
    changed_at timestamptz not null,
    undone boolean not null default false
);
create index reading_file on census.reading (source, file, id desc) where not undone;
