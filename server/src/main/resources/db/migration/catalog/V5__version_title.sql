-- An import finds the entries of workbooks without codes by title.
create index version_title on catalog.version (title);
