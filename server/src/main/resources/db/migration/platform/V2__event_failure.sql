-- Why a listener failed the last time: Spring Modulith's registry keeps only that it did. Gone with the publication.
create table platform.event_failure (
    publication uuid primary key references platform.event_publication on delete cascade,
    -- class of the error; its message may hold personal data and is in the log only
    kind text not null,
    -- with which the log names it
    number uuid not null,
    failed_at timestamptz not null
);
