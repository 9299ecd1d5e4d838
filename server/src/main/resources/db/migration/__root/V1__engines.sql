-- The approval engine keeps its tables apart from ours.
create schema if not exists flowable;
