create type mood as enum ('int', 'date');
create domain cents as integer check (value >= 0);
create table "Odd Things" (
    "Id" int generated always as identity primary key,
    span interval,
    spot point,
    words text[],
    feels mood,
    amount cents,
    price money,
    picture bytea,
    doc jsonb,
    seen timestamptz,
    at time,
    flags bit(3),
    ages int4range,
    "is ok?" boolean,
    client_ip inet,
    mac macaddr,
    uid uuid,
    found tsvector,
    ratio double precision
);
insert into "Odd Things" (span, spot, words, feels, amount, price, picture, doc, seen, at, flags, ages, "is ok?", client_ip, mac, uid, found, ratio)
select i * interval '1 hour', point(i, i), array['a,b', 'c"d'], 'int', i, i, '\x00ff', jsonb_build_object('n', i),
       timestamptz '2024-05-01 10:00:00+08', time '10:00', b'101', int4range(1, i + 2), i % 2 = 0,
       inet '10.1.2.0' + i, '00:1a:2b:3c:4d:5e', '5f0c1a52-0000-4000-8000-000000000001', to_tsvector('simple', 'a harbour'), i / 3.0
  from generate_series(1, 30) i;

create table log (at date not null, line text) partition by range (at);
create table log_2023 partition of log for values from ('2023-01-01') to ('2024-01-01');
create table log_2024 partition of log for values from ('2024-01-01') to ('2025-01-01');
insert into log select date '2023-12-01' + i, 'line ' || i from generate_series(1, 45) i;
