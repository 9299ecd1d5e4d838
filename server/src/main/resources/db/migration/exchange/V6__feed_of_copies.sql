-- The changes of a captured table are told from its copy as they come: a feed is then true up to a number of the
-- copy's changes instead of a version of the lake.
alter table exchange.feed
    alter column version drop not null,
    add column copy_log bigint,
    add column copy_number bigint,
    add check ((version is null) = (copy_log is not null) and (copy_log is null) = (copy_number is null));
alter table exchange.feed_change alter column version drop not null;
