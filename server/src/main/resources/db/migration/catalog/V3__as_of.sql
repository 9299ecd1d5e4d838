-- The end of publication of a version, so that the catalog of any day can be read.
alter table catalog.version add column published_until timestamptz;
update catalog.version set published_until = changed_at
 where published_at is not null and state in ('superseded', 'withdrawn');
create index version_published on catalog.version (published_at, published_until) where published_at is not null;
