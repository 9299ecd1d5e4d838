-- An appointment that ended at once, during its last day: from then on it does not count, the last day included.
alter table institution.appointment add column ended_at timestamptz;
alter table institution.appointment add constraint ended_on_its_last_day check (ended_at is null or valid_to is not null);

-- The days of an appointment, as the rules below see them.
create function institution.in_force(valid_from date, valid_to date, ended_at timestamptz) returns daterange
    language sql immutable parallel safe
    return daterange(valid_from, valid_to, case when ended_at is null then '[]' else '[)' end);

alter table institution.appointment drop constraint one_holder;
alter table institution.appointment drop constraint powers_apart;
alter table institution.appointment drop constraint held_once;
alter table institution.appointment add
    constraint one_holder exclude using gist (unit with =, role with =, institution.in_force(valid_from, valid_to, ended_at) with &&)
        where (role in ('city-cdo', 'city-executive-officer', 'unit-cdo'));
-- Powers apart (GB/T 22239-2019): nobody is two of system, security and audit administrator at once.
alter table institution.appointment add
    constraint powers_apart exclude using gist (officer with =, role with <>, institution.in_force(valid_from, valid_to, ended_at) with &&)
        where (role in ('system-administrator', 'security-administrator', 'auditor'));
alter table institution.appointment add
    constraint held_once exclude using gist (officer with =, role with =, unit with =, institution.in_force(valid_from, valid_to, ended_at) with &&);
