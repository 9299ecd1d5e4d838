-- Words that the city added to those by which names and comments of columns are understood.
create table census.word (
    id uuid primary key,
    -- as it is compared: without separators, Latin letters in lower case
    word text not null unique check (length(word) between 2 and 40),
    -- null: a column with it holds nothing particular
    type text,
    added_by text not null,
    added_by_id uuid not null,
    added_at timestamptz not null
);
