-- A plan collects all rows each time, or those that are new or changed.
alter table collection.plan
    add column mode text not null default 'full' check (mode in ('full', 'increment')),
    -- column of the source's table whose value grows with each change
    add column watermark text,
    -- how far below the last watermark is read again: a number, days or minutes, by the column's type
    add column overlap bigint not null default 0 check (overlap >= 0),
    -- columns of the key; none for the items that the entry marks
    add column key text[] not null default '{}',
    -- each collection of this number is a full load; 0 for never
    add column full_every int not null default 0 check (full_every >= 0),
    add check ((mode = 'increment') = (watermark is not null));

alter table collection.run
    -- a person wants all rows
    add column whole boolean not null default false,
    -- what a collection by increment brought, as its version says it
    add column grown jsonb;
