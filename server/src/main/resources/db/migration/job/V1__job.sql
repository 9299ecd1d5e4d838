create schema if not exists job;

create table job.job (
    id uuid primary key,
    kind text not null,
    -- what it is about, in the words of its kind
    subject text not null,
    unit text,
    -- arguments of its title
    facts jsonb not null,
    link text,
    started_by uuid,
    started_by_name text,
    state text not null check (state in ('queued', 'running', 'done', 'failed', 'cancelled')),
    cancel_requested boolean not null default false,
    done bigint not null default 0 check (done >= 0),
    total bigint check (total >= 0),
    -- faults in a row
    attempts int not null default 0,
    -- processes that began it and were not heard of again
    starts int not null default 0,
    problem text,
    problem_detail text,
    created_at timestamptz not null,
    started_at timestamptz,
    finished_at timestamptz,
    next_try_at timestamptz,
    -- how often it was put into its lane
    round int not null default 1,
    -- the start that counts: an earlier one that is heard of late may not write any more
    run uuid,
    run_at timestamptz,
    run_done bigint not null default 0,
    check ((state in ('done', 'failed', 'cancelled')) = (finished_at is not null)),
    check ((state = 'running') = (run is not null))
);
-- Two clicks at once start one job.
create unique index job_one_at_a_time on job.job (kind, subject) where state in ('queued', 'running');
create index job_subject on job.job (kind, subject);
create index job_created on job.job (created_at desc);
create index job_unit on job.job (unit, created_at desc);

-- db-scheduler's queues: one a lane, so that what is long holds up nothing that is short.
create table job.long_task (
    task_name text not null,
    task_instance text not null,
    task_data bytea,
    execution_time timestamptz not null,
    picked boolean not null,
    picked_by text,
    last_success timestamptz,
    last_failure timestamptz,
    consecutive_failures int,
    last_heartbeat timestamptz,
    version bigint not null,
    priority smallint,
    primary key (task_name, task_instance)
);
create index long_task_execution_time on job.long_task (execution_time);
create index long_task_last_heartbeat on job.long_task (last_heartbeat);
create table job.short_task (like job.long_task including all);
