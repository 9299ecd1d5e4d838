-- 代理: an appointment that fills a gap for a while has a reason and an end.
alter table institution.appointment add column acting_reason text check (btrim(acting_reason) <> '');
alter table institution.appointment add constraint acting_ends check (acting_reason is null or valid_to is not null);
create index appointment_ends on institution.appointment (valid_to) where valid_to is not null;

-- 替补: who stands in while the holder is away. The holder still answers; one stands in, not two.
create table institution.substitute (
    id uuid primary key,
    appointment uuid not null references institution.appointment on delete cascade,
    officer uuid not null references institution.officer,
    reason text not null check (btrim(reason) <> ''),
    valid_from date not null,
    valid_to date not null,
    check (valid_to >= valid_from),
    constraint one_substitute exclude using gist (appointment with =, daterange(valid_from, valid_to, '[]') with &&)
);
create index substitute_officer on institution.substitute (officer);
