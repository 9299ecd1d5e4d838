create table crowd as select i, 'one of many ' || i as line from generate_series(1, 30000) i;
create table shrunk as select i from generate_series(1, 30000) i;
analyze;
delete from shrunk where i > 3;
create table nothing ();
