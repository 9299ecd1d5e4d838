-- How much was found in all: of very many findings only the first are kept.
alter table catalog.import_run
    add column errors bigint not null default 0,
    add column hints bigint not null default 0;
-- Workbooks without codes are matched by title.
create index version_title on catalog.version (title);
