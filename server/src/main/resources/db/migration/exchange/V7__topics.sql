-- A feed may go to a topic of Kafka too, as it goes to an address.
alter table exchange.feed_change add column key_text text;
alter table exchange.hook add column kind text not null default 'address' check (kind in ('address', 'topic'));
alter table exchange.hook alter column kind drop default;
alter table exchange.hook drop constraint hook_data_grant_key;
alter table exchange.hook add unique (data_grant, kind);
