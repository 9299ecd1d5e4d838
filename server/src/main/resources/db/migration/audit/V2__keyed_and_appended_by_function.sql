-- 1: SHA-256, entries of earlier versions; 2: HMAC-SHA-256 with a key that is not in the database.
alter table audit.entry add column scheme smallint not null default 1 check (scheme in (1, 2));
alter table audit.entry alter column scheme drop default;

-- The only ways in for a role that does not own the record: both work with the owner's rights, on names that no
-- session can redirect (pg_temp is last).
create function audit.lock_head(out sequence bigint, out hash text)
    language sql security definer set search_path = pg_catalog, audit, pg_temp as $$
    select h.sequence, h.hash from audit.head h for update
$$;

create function audit.append(
    new_sequence bigint, new_at timestamptz, new_actor text, new_origin text, new_action text, new_subject text,
    new_unit text, new_facts text, new_previous text, new_hash text, new_scheme smallint) returns void
    language plpgsql security definer set search_path = pg_catalog, audit, pg_temp as $$
begin
    perform from audit.head h where h.sequence = new_sequence - 1 and h.hash = new_previous for update;
    if not found then
        raise exception 'the entry does not continue the audit record' using errcode = 'restrict_violation';
    end if;
    if new_scheme is distinct from 2 or new_hash !~ '^[0-9a-f]{64}$' then
        raise exception 'an entry of the audit record is keyed' using errcode = 'restrict_violation';
    end if;
    insert into audit.entry (sequence, at, actor, origin, action, subject, unit, facts, previous, hash, scheme)
    values (new_sequence, new_at, new_actor, new_origin, new_action, new_subject, new_unit, new_facts, new_previous,
            new_hash, new_scheme);
    update audit.head set sequence = new_sequence, hash = new_hash;
end
$$;

revoke all on function audit.lock_head(), audit.append(
    bigint, timestamptz, text, text, text, text, text, text, text, text, smallint) from public;
