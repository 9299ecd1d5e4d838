package org.shuguan.server.institution;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.platform.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class Units {
    /// A unit with the form it has on `:day`; after its end the last, before its beginning the first.
    private static final String SELECT = """
            select u.code, f.name, f.name_en, f.kind, f.subkind, u.valid_from, u.valid_to
              from institution.unit u
              join lateral (select * from institution.unit_form
                             where unit = u.code
                             order by valid_from > :day, abs(valid_from - :day)
                             limit 1) f on true
            """;
    private static final String FORM = """
            select unit, valid_from, valid_to, name, full_name, name_en, kind, subkind, subordination, body_type,
                   superior, act
              from institution.unit_form
            """;

    private final JdbcClient jdbc;

    Units(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(UnitForm first, List<String> formerNames) {
        jdbc.sql("""
                        insert into institution.unit (code, valid_from, valid_to, former_names)
                        values (:code, :from, :to, :former)
                        """)
                .param("code", first.unit().value())
                .param("from", first.validFrom())
                .param("to", first.validTo())
                .param("former", formerNames.toArray(String[]::new))
                .update();
        add(first);
    }

    void add(UnitForm form) {
        jdbc.sql("""
                        insert into institution.unit_form
                               (unit, valid_from, valid_to, name, full_name, name_en, kind, subkind, subordination,
                                body_type, superior, act)
                        values (:unit, :validFrom, :validTo, :name, :fullName, :nameEn, :kind, :subkind,
                                :subordination, :bodyType, :superior, :act)
                        """).params(Rows.of(form)).update();
    }

    /// Corrects what a form says without beginning another.
    void correct(UnitForm form) {
        jdbc.sql("""
                        update institution.unit_form
                           set name = :name, full_name = :fullName, name_en = :nameEn, kind = :kind, subkind = :subkind,
                               subordination = :subordination, body_type = :bodyType, superior = :superior
                         where unit = :unit and valid_from = :validFrom
                        """).params(Rows.of(form)).update();
    }

    void setFormerNames(UnitCode code, List<String> names) {
        jdbc.sql("update institution.unit set former_names = :names where code = :code")
                .param("code", code.value())
                .param("names", names.toArray(String[]::new))
                .update();
    }

    /// Gives the unit a last day, or takes it back where null.
    void end(UnitCode code, @Nullable LocalDate last) {
        jdbc.sql("update institution.unit set valid_to = :last where code = :code")
                .param("code", code.value())
                .param("last", last)
                .update();
        endForm(code, last);
    }

    /// Gives the unit's last form a last day, or takes it back where null.
    void endForm(UnitCode code, @Nullable LocalDate last) {
        jdbc.sql("""
                        update institution.unit_form f set valid_to = :last
                         where f.unit = :code
                           and f.valid_from = (select max(valid_from) from institution.unit_form where unit = :code)
                        """).param("code", code.value()).param("last", last).update();
    }

    /// Takes out the form that an act began, and gives the one before it its open end again.
    void removeFormOf(UUID act) {
        List<UnitForm> began = jdbc.sql(FORM + " where act = :act")
                .param("act", act)
                .query(Rows.to(UnitForm.class))
                .list();
        for (UnitForm form : began) {
            jdbc.sql("delete from institution.unit_form where unit = :unit and valid_from = :from")
                    .param("unit", form.unit().value())
                    .param("from", form.validFrom())
                    .update();
            endForm(form.unit(), form.validTo());
        }
    }

    void remove(UnitCode code) {
        jdbc.sql("delete from institution.unit where code = :code")
                .param("code", code.value())
                .update();
    }

    Optional<Unit> find(UnitCode code, LocalDate day) {
        return jdbc.sql(SELECT + "where u.code = :code")
                .param("code", code.value())
                .param("day", day)
                .query(Rows.to(Unit.class))
                .optional();
    }

    /// Held until the transaction ends, in one order: two acts at once come one after the other.
    void lock(List<UnitCode> codes) {
        jdbc.sql("select code from institution.unit where code = any(:codes) order by code for update")
                .param("codes", codes.stream().map(UnitCode::value).toArray(String[]::new))
                .query((row, n) -> row.getString(1))
                .list();
    }

    Optional<UnitForm> form(UnitCode code, LocalDate day) {
        return jdbc.sql(FORM + " where unit = :code order by valid_from > :day, abs(valid_from - :day) limit 1")
                .param("code", code.value())
                .param("day", day)
                .query(Rows.to(UnitForm.class))
                .optional();
    }

    List<UnitForm> forms(UnitCode code) {
        return jdbc.sql(FORM + " where unit = :code order by valid_from desc")
                .param("code", code.value())
                .query(Rows.to(UnitForm.class))
                .list();
    }

    List<String> formerNames(UnitCode code) {
        return jdbc.sql("select unnest(former_names) from institution.unit where code = :code")
                .param("code", code.value())
                .query((row, n) -> String.valueOf(row.getString(1)))
                .list();
    }

    /// Whether another unit has the short name on some day from the given one on.
    boolean named(String name, UnitCode but, LocalDate from) {
        return jdbc.sql("""
                        select exists (select 1 from institution.unit_form
                                        where name = :name and unit <> :but and coalesce(valid_to, 'infinity') >= :from)
                        """)
                .param("name", name)
                .param("but", but.value())
                .param("from", from)
                .query((row, n) -> row.getBoolean(1))
                .single();
    }

    List<Unit> existingOn(LocalDate day) {
        return jdbc.sql(SELECT + "where :day between u.valid_from and coalesce(u.valid_to, 'infinity') order by u.code")
                .param("day", day)
                .query(Rows.to(Unit.class))
                .list();
    }

    List<Unit> all(LocalDate day) {
        return jdbc.sql(SELECT + "order by u.code")
                .param("day", day)
                .query(Rows.to(Unit.class))
                .list();
    }

    /// The territory of each unit: the district that it is or that is above it, else the city.
    Map<UnitCode, UnitCode> territories(LocalDate day) {
        Map<UnitCode, UnitCode> territories = new HashMap<>();
        jdbc.sql("""
                        select u.code, case when f.kind = 'district' then u.code else coalesce(f.superior, '00') end as territory
                          from institution.unit u
                          join lateral (select * from institution.unit_form
                                         where unit = u.code
                                         order by valid_from > :day, abs(valid_from - :day)
                                         limit 1) f on true
                        """)
                .param("day", day)
                .query((row, n) ->
                        Map.entry(new UnitCode(row.getString("code")), new UnitCode(row.getString("territory"))))
                .list()
                .forEach(one -> territories.put(one.getKey(), one.getValue()));
        return territories;
    }

    /// All that exist on the day or have existed before it.
    List<Unit> knownOn(LocalDate day) {
        return jdbc.sql(SELECT + "where u.valid_from <= :day order by u.code")
                .param("day", day)
                .query(Rows.to(Unit.class))
                .list();
    }

    /// Codes of units that have, or once had, a name with these words in it: short, full, former or English.
    List<UnitCode> called(String like) {
        return jdbc.sql("""
                        select u.code from institution.unit u
                         where u.code ilike :like
                            or exists (select 1 from unnest(u.former_names) former where former ilike :like)
                            or exists (select 1 from institution.unit_form f
                                        where f.unit = u.code
                                          and (f.name ilike :like or f.full_name ilike :like or f.name_en ilike :like))
                        """)
                .param("like", like)
                .query((row, n) -> new UnitCode(row.getString(1)))
                .list();
    }
}
