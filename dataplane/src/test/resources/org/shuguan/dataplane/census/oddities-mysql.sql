create table `Odd Things` (
    `Id` mediumint unsigned auto_increment primary key,
    feels enum('int', 'date'),
    parts set('int', 'char'),
    kind enum('blob', 'point'),
    torn varchar(9),
    made year,
    flags bit(3),
    `is ok?` tinyint(1),
    at time,
    doc json,
    spot point,
    picture mediumblob,
    raw binary(4),
    story longtext,
    ratio double,
    big decimal(30, 10),
    twice int as (`Id` * 2) virtual,
    seen datetime(3),
    never datetime
);
insert into `Odd Things` (feels, parts, kind, torn, made, flags, `is ok?`, at, doc, spot, picture, raw, story, ratio, big, seen, never)
select 'int', 'int,char', 'blob', 'a\0b', 2000 + seq, b'101', mod(seq, 2), '-10:00:00', json_object('n', seq), point(seq, seq), x'00ff', x'00010203',
       concat('line one\nline ', seq), seq / 3, 12345678901234567890.0123456789, '2024-05-01 10:00:00.123', null
  from seq_1_to_30;
