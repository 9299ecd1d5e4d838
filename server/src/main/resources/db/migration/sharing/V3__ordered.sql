-- A request that the bureau wrote for the unit: data are given back to it (回流). The form needs no check then.
alter table sharing.request add column ordered boolean not null default false;
