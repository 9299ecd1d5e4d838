-- The front-end host through which a source is read; null if this node reads it itself.
alter table census.source add through uuid;
create index source_through on census.source (through) where through is not null;
