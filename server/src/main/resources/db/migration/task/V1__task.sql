create schema if not exists task;

create table task.task (
    id uuid primary key,
    kind text not null,
    subject text not null,
    unit text not null,
    role text not null,
    facts jsonb not null,
    link text not null,
    -- 'by-hand': whoever has it closes it; 'with-subject': it closes when what it follows from is done
    closing text not null check (closing in ('by-hand', 'with-subject')),
    opened_at timestamptz not null,
    -- the account; null for what the platform opened by itself
    opened_by text not null,
    opened_by_id uuid,
    due date,
    state text not null check (state in ('open', 'done')),
    done_at timestamptz,
    done_by text,
    done_by_id uuid,
    done_note text,
    check ((state = 'done') = (done_at is not null and done_by is not null and done_note is not null))
);
-- Whoever finds the same twice opens one task.
create unique index task_one_open on task.task (kind, subject, unit, role) where state = 'open';
create index task_addressee on task.task ((role || '@' || unit)) where state = 'open';
create index task_unit on task.task (unit, opened_at desc);

create table task.progress (
    id bigint generated always as identity primary key,
    task uuid not null references task.task on delete cascade,
    officer uuid not null,
    officer_name text not null,
    text text not null check (btrim(text) <> ''),
    at timestamptz not null
);
create index progress_task on task.progress (task, id);
