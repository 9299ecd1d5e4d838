-- Finds the entry of a table. The hash is indexed because a path may be too long for an index.
create index version_mount on catalog.version
    (md5((content -> 'mount' ->> 'source') || ' ' || (content -> 'mount' ->> 'path')))
    where state in ('draft', 'submitted', 'signed', 'published');
