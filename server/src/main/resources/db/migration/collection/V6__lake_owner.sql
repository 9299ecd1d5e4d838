-- Names this installation to the bucket of its lake. A restored copy gets another name, so that two installations
-- never remove each other's files.
create table collection.lake_owner (
    one boolean primary key default true check (one),
    owner uuid not null
);
