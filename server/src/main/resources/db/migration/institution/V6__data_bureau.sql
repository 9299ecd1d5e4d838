-- Which department operates the platform for its territory (政数局): the roles that go with it are held there.
alter table institution.unit_form add column data_bureau boolean not null default false;
alter table institution.unit_form add constraint data_bureau_is_a_department check (not data_bureau or kind = 'department');
-- Where they are held already.
update institution.unit_form form set data_bureau = true
 where form.kind = 'department'
   and exists (select from institution.appointment held
                where held.unit = form.unit
                  and held.role in ('bureau-operator', 'security-reviewer', 'system-administrator'));
