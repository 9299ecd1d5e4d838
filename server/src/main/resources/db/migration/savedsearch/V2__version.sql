-- Counts the changes of a saved search, so that the second of two tabs is told of the first.
alter table savedsearch.saved_search add column version bigint not null default 1;
