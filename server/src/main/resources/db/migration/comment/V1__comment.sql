create schema if not exists comment;

-- What officers write about objects of other modules.
create table comment.comment (
    id uuid primary key,
    -- the order of writing
    position bigint generated always as identity,
    -- the kind of the object and its id
    about text not null,
    subject uuid not null,
    audience text not null check (audience in ('internal', 'everybody')),
    -- the unit for which it was written; of somebody who oversees, the territory
    unit text not null,
    -- the unit at which the writer held the role: of somebody who oversees, not the territory
    office text not null,
    -- null after it was removed
    text text check (length(text) between 1 and 2000),
    written_by text not null,
    written_by_id uuid not null,
    written_at timestamptz not null,
    edited_at timestamptz,
    removed_by text,
    removed_at timestamptz,
    check ((text is null) = (removed_at is not null)),
    check ((removed_by is null) = (removed_at is null))
);
create index comment_subject on comment.comment (about, subject, position);

-- Persons whom a comment names with @.
create table comment.mention (
    comment uuid not null references comment.comment on delete cascade,
    officer uuid not null,
    name text not null,
    primary key (comment, officer)
);
