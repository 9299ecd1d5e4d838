create table crowd as select seq as i, concat('one of many ', seq) as line from seq_1_to_30000;
create table shrunk (i int primary key) stats_auto_recalc = 0;
insert into shrunk select seq from seq_1_to_30000;
analyze table crowd, shrunk;
delete from shrunk where i > 3;
