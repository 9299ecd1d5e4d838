-- Types of columns that the city added to those that a census knows. A column with a word of such a type in
-- census.word.type holds 'city:' and the name.
create table census.city_type (
    id uuid primary key,
    name text not null unique check (length(name) between 2 and 30),
    grade text not null,
    -- category of personal information, null if it is not personal
    category text,
    sensitive boolean not null check (not sensitive or category is not null),
    -- regular expression for the whole of a value, null for any
    form text check (length(form) <= 200),
    -- whether values of the form alone say that a column has the type
    by_values boolean not null check (not by_values or form is not null),
    added_by text not null,
    added_by_id uuid not null,
    added_at timestamptz not null
);
