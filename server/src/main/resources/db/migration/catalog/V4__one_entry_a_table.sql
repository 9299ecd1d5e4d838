-- Which entry stands for a table. Paths may be longer than an index takes.
create index version_mount on catalog.version
    (md5((content -> 'mount' ->> 'source') || ' ' || (content -> 'mount' ->> 'path')))
    where state in ('draft', 'submitted', 'signed', 'published');
