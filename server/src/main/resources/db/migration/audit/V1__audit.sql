create schema if not exists audit;

create table audit.entry (
    sequence bigint primary key check (sequence > 0),
    at timestamptz not null,
    actor text not null,
    origin text not null,
    action text not null,
    subject text not null,
    unit text,
    -- JSON as text: jsonb would reorder it, and then it would not hash alike.
    facts text not null check (facts::json is not null),
    previous text not null,
    hash text not null unique
);
create index entry_action on audit.entry (action, sequence);
create index entry_unit on audit.entry (unit, sequence);

create table audit.head (
    one boolean primary key default true check (one),
    sequence bigint not null,
    hash text not null
);
insert into audit.head (sequence, hash) values (0, repeat('0', 64));

create function audit.refuse_change() returns trigger language plpgsql as $$
begin
    raise exception 'the audit record is append-only' using errcode = 'restrict_violation';
end
$$;
create trigger entry_append_only before update or delete on audit.entry
    for each row execute function audit.refuse_change();
create trigger entry_not_truncated before truncate on audit.entry
    for each statement execute function audit.refuse_change();
create trigger head_kept before delete or truncate on audit.head
    for each statement execute function audit.refuse_change();
