create schema if not exists platform;

-- Spring Modulith's event publication registry: an event and the state that it tells of commit together.
create table platform.event_publication (
    id uuid primary key,
    listener_id text not null,
    event_type text not null,
    serialized_event text not null,
    publication_date timestamptz not null,
    completion_date timestamptz,
    status text,
    completion_attempts int,
    last_resubmission_date timestamptz
);
create index event_publication_serialized_event on platform.event_publication using hash (serialized_event);
create index event_publication_completion_date on platform.event_publication (completion_date);

-- db-scheduler's queue.
create table platform.scheduled_task (
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
create index scheduled_task_execution_time on platform.scheduled_task (execution_time);
create index scheduled_task_last_heartbeat on platform.scheduled_task (last_heartbeat);
