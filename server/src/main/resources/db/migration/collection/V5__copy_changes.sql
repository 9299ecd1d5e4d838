-- What changes in the served copy of a captured table is kept for a while for those who follow it: a table beside the
-- copy, `<copy>_changes`, filled in the transaction of the change. It exists only while somebody asks for it.
alter table collection.capture
    -- the copy whose changes are kept, null if none are
    add column kept_generation int,
    -- number of the table of changes: counted, so that a new one is never taken for the one before
    add column kept_log bigint not null default 0,
    -- when changes were last asked for
    add column kept_asked_at timestamptz;

-- Writes the rows before and after a change of the copy. Numbers of changes have no gaps and become visible in their
-- order: writers of one copy wait for each other. The argument names the columns of the copy's key.
create function captured.keep_changes() returns trigger language plpgsql as $$
declare
    kept constant text := format('%I.%I', tg_table_schema, tg_table_name || '_changes');
    last bigint;
begin
    perform pg_advisory_xact_lock(hashtextextended(kept, 0));
    execute format('select coalesce(max("#number"), 0) from %s', kept) into last;
    if tg_op = 'INSERT' then
        execute format('insert into %s select $1 + row_number() over (), true, clock_timestamp(), r.* from after_rows r',
                       kept) using last;
    elsif tg_op = 'DELETE' then
        execute format('insert into %s select $1 + row_number() over (), false, clock_timestamp(), r.* from before_rows r',
                       kept) using last;
    else
        execute format('with numbered as (select $1 + row_number() over () as number, k.* from'
                       ' (select %2$s from before_rows union select %2$s from after_rows) k)'
                       ' insert into %1$s select k.number, false, clock_timestamp(), r.*'
                       ' from numbered k join before_rows r using (%2$s)'
                       ' union all select k.number, true, clock_timestamp(), r.*'
                       ' from numbered k join after_rows r using (%2$s)',
                       kept, tg_argv[0]) using last;
    end if;
    return null;
end
$$;

-- Begins to keep the changes of a copy, unless they are kept already. The copy's writer holds a lock in each of its
-- transactions, which are short.
create function captured.begin_keeping(captured_plan uuid, copy text, copy_generation int) returns void
    language plpgsql set lock_timeout = '5s' as $$
declare
    kept constant text := copy || '_changes';
    key text;
begin
    perform pg_advisory_xact_lock(hashtextextended(kept, 1));
    if to_regclass(kept) is not null then
        return;
    end if;
    select string_agg(quote_ident(a.attname), ', ' order by array_position(i.indkey::int2[], a.attnum)) into key
      from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any (i.indkey::int2[])
     where i.indrelid = copy::regclass and i.indisprimary;
    execute format('create table %s as select null::bigint as "#number", null::boolean as "#after",'
                   ' null::timestamptz as "#at", r.* from %s r with no data', kept, copy);
    execute format('create index on %s ("#number")', kept);
    execute format('create trigger keep_insert after insert on %s referencing new table as after_rows'
                   ' for each statement execute function captured.keep_changes(%L)', copy, key);
    execute format('create trigger keep_update after update on %s referencing old table as before_rows'
                   ' new table as after_rows for each statement execute function captured.keep_changes(%L)', copy, key);
    execute format('create trigger keep_delete after delete on %s referencing old table as before_rows'
                   ' for each statement execute function captured.keep_changes(%L)', copy, key);
    update collection.capture
       set kept_generation = copy_generation, kept_log = kept_log + 1, kept_asked_at = now()
     where plan = captured_plan;
end
$$;

-- Keeps the changes of a copy no longer.
create function captured.end_keeping(captured_plan uuid, copy text) returns void
    language plpgsql set lock_timeout = '5s' as $$
begin
    execute format('drop trigger if exists keep_insert on %s', copy);
    execute format('drop trigger if exists keep_update on %s', copy);
    execute format('drop trigger if exists keep_delete on %s', copy);
    execute format('drop table if exists %s', copy || '_changes');
    update collection.capture set kept_generation = null where plan = captured_plan;
end
$$;
