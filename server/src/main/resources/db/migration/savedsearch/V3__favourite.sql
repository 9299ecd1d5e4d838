-- The entries that an officer marked with a star.
create table savedsearch.favourite (
    officer uuid not null,
    entry uuid not null,
    starred_at timestamptz not null,
    primary key (officer, entry)
);
create index favourite_entry on savedsearch.favourite (entry);
