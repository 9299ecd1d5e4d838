-- A session is stored under the hash of its id. Those with an id in the clear end.
delete from identity.spring_session;
alter table identity.spring_session alter column session_id type varchar(64);

-- What a person is told when they sign in: when and from where the last time, and how many failed attempts since.
alter table identity.account add column last_origin text;
alter table identity.account add column failures_since int not null default 0;
