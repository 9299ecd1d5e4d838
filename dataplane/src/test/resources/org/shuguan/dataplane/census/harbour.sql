-- A lending library abroad, as no department of ours would build it: invented here, in the words that PostgreSQL and
-- MariaDB share. What looks like a number of a Chinese person in it is none.
create table branch (
    branch_id int primary key,
    name varchar(60) not null,
    address varchar(120) not null,
    city varchar(60),
    postal_code varchar(10),
    phone varchar(24),
    zip varchar(10)
);

create table member (
    member_id int primary key,
    first_name varchar(40) not null,
    last_name varchar(40) not null,
    email varchar(80) unique,
    phone varchar(24),
    birth_date date,
    card_no varchar(16) not null,
    password char(40),
    title varchar(30),
    branch_id int not null,
    introduced_by int,
    foreign key (branch_id) references branch (branch_id),
    foreign key (introduced_by) references member (member_id)
);

create table title (
    isbn char(13) primary key,
    name varchar(200) not null,
    pages smallint,
    price decimal(10, 2),
    description varchar(300)
);

create table loan (
    branch_id int not null,
    loan_no int not null,
    isbn char(13) not null,
    order_no varchar(18),
    lent timestamp null,
    due date,
    fee decimal(6, 2),
    primary key (branch_id, loan_no),
    foreign key (branch_id) references branch (branch_id),
    foreign key (isbn) references title (isbn)
);

create table waiting (member_id int, isbn char(13), since date);

insert into branch values
    (1, 'Øresund', '12 Strandgade, 3. sal', 'København', '1401', '+45 32 95 00 01', 'K1401'),
    (2, 'Praça', 'Av. do Cais, 2170', 'São Luís', '65010-000', '+55 (98) 3221-5555', 'S6501'),
    (3, 'Hôtel de Ville', '8 Rue de l''Hôtel', 'Dijon', '21000', '+33 3 80 12 34 56', 'D2100');

insert into member
with recursive n (i) as (select 1 union all select i + 1 from n where i < 40)
select i,
       case mod(i, 5) when 0 then 'Luís' when 1 then 'Bjørn' when 2 then 'Leonie' when 3 then 'François' else 'Astrid' end,
       case mod(i, 4) when 0 then 'O''Reilly' when 1 then 'Köhler' when 2 then 'van der Berg' else 'Peeters' end,
       case when mod(i, 8) = 0 then null else concat('reader', i, '@harbour.example') end,
       case when mod(i, 10) = 0 then null else concat('+45 32 95 0', 1000 + i) end,
       cast(concat(1940 + i, '-03-', 10 + mod(i, 18)) as date),
       -- Sixteen digits on a library's card are no bank's.
       concat('70000000', 10000000 + i * 7919),
       concat('8cb2237d0679ca88db6464eac60da963', 10000000 + i * 104729),
       case mod(i, 3) when 0 then 'Sales Manager' when 1 then 'IT Staff' else 'Clerk' end,
       1 + mod(i, 3),
       case when i > 1 then 1 end
  from n;

insert into title
with recursive n (i) as (select 1 union all select i + 1 from n where i < 60)
select concat('9783', 100000000 + i * 1299709),
       concat('Tale of the Harbour, part ', i),
       80 + i,
       9.90 + i,
       case when mod(i, 6) = 0 then null else concat('10.0.0.', i, ' is where chapter ', i, ' begins; line one
"line two"') end
  from n;

insert into loan
with recursive n (i) as (select 1 union all select i + 1 from n where i < 250)
select 1 + mod(i, 3),
       i,
       concat('9783', 100000000 + (1 + mod(i, 60)) * 1299709),
       -- Has a region and a day like a resident number, and a check digit by chance alone.
       concat('44120219900101', 1000 + i * 31),
       timestamp '2024-05-01 10:00:00',
       cast(concat('2024-06-', 10 + mod(i, 20)) as date),
       case when mod(i, 9) = 0 then 2.50 end
  from n;

create view overdue as select branch_id, loan_no, isbn from loan where fee is not null;
