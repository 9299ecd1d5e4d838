create schema if not exists notice;

create table notice.notice (
    id bigint generated always as identity primary key,
    officer uuid not null,
    key text not null,
    code text not null,
    facts jsonb not null,
    link text not null,
    told_at timestamptz not null,
    read_at timestamptz,
    -- Told once, however often it is said.
    unique (officer, key)
);
create index notice_unread on notice.notice (officer) where read_at is null;
create index notice_told on notice.notice (officer, told_at desc);
