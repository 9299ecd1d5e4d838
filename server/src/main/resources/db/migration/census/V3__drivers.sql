-- Databases that are read through a driver out of the operator's folder, as its description says.
alter table census.source drop constraint source_kind_check;
alter table census.source add constraint source_kind_check check (kind in ('postgresql', 'mysql', 'files', 'jdbc'));
-- by its description's name, which stays
alter table census.source add column driver text;
alter table census.source add constraint source_driver check ((kind = 'jdbc') = (driver is not null));
