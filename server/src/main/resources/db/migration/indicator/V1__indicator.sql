create schema if not exists indicator;

-- That the figures of an indicator were kept on a day, for all units.
create table indicator.kept_day (
    indicator text not null,
    day date not null,
    -- whether they were counted later, from rows that are dated
    afterwards boolean not null,
    kept_at timestamptz not null,
    primary key (indicator, day)
);

-- What was counted for a unit. A unit without a row was not counted.
create table indicator.snapshot (
    indicator text not null,
    day date not null,
    unit text not null,
    numerator double precision not null,
    -- null for a number
    denominator double precision,
    primary key (indicator, day, unit),
    foreign key (indicator, day) references indicator.kept_day on delete cascade
);
