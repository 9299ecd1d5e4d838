-- Counts the corrections of what is said of a unit, so that the second of two editors is told of the first.
alter table institution.unit add column description_version bigint not null default 1;
