package org.shuguan.server.institution;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.platform.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class Units {
    /// A unit with its form on `:day`; after its end the last form, before its beginning the first.
    private static final String SELECT = """
            select u.code, f.name, f.name_en, f.kind, f.subkind, f.parent, u.valid_from, u.valid_to, f.data_bureau
              from institution.unit u
              join lateral (select * from institution.unit_form
                             where unit = u.code
                             order by valid_from > :day, abs(valid_from - :day)
                             limit 1) f on true
            """;
    private static final String FORM = """
            select unit, valid_from, valid_to, name, full_name, name_en, kind, subkind, subordination, body_type,
                   parent, act, data_bureau
              from institution.unit_form
            """;

    /// Bureaus come after their district.
    private static final String IN_ORDER = " order by coalesce(f.parent, u.code), f.parent nulls first, u.code";

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
                                body_type, parent, act, data_bureau)
                        values (:unit, :validFrom, :validTo, :name, :fullName, :nameEn, :kind, :subkind,
                                :subordination, :bodyType, :parent, :act, :dataBureau)
                        """).params(Rows.of(form)).update();
    }

    /// Corrects a form without beginning a new one.
    void correct(UnitForm form) {
        jdbc.sql("""
                        update institution.unit_form
                           set name = :name, full_name = :fullName, name_en = :nameEn, kind = :kind, subkind = :subkind,
                               subordination = :subordination, body_type = :bodyType, parent = :parent,
                               data_bureau = :dataBureau
                         where unit = :unit and valid_from = :validFrom
                        """).params(Rows.of(form)).update();
        jdbc.sql("update institution.unit set description_version = description_version + 1 where code = :code")
                .param("code", form.unit().value())
                .update();
    }

    /// The version of the unit's attributes on the day. It grows with each correction, and on the day on which a
    /// form begins that an act has recorded before, because then the attributes change too.
    long descriptionVersion(UnitCode code, LocalDate day) {
        return jdbc.sql("""
                        select u.description_version
                               + (select count(*) from institution.unit_form where unit = u.code and valid_from <= :day)
                          from institution.unit u where u.code = :code
                        """)
                .param("code", code.value())
                .param("day", day)
                .query((row, n) -> row.getLong(1))
                .optional()
                .orElse(0L);
    }

    void setFormerNames(UnitCode code, List<String> names) {
        jdbc.sql("update institution.unit set former_names = :names where code = :code")
                .param("code", code.value())
                .param("names", names.toArray(String[]::new))
                .update();
    }

    /// Sets the unit's last day, or removes it if null.
    void end(UnitCode code, @Nullable LocalDate last) {
        jdbc.sql("update institution.unit set valid_to = :last where code = :code")
                .param("code", code.value())
                .param("last", last)
                .update();
        endForm(code, last);
    }

    /// Sets the last day of the unit's last form, or removes it if null.
    void endForm(UnitCode code, @Nullable LocalDate last) {
        jdbc.sql("""
                        update institution.unit_form f set valid_to = :last
                         where f.unit = :code
                           and f.valid_from = (select max(valid_from) from institution.unit_form where unit = :code)
                        """).param("code", code.value()).param("last", last).update();
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

    /// Locks the units until the transaction ends, in a fixed order, so that concurrent acts run one after the
    /// other.
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

    /// The form of each unit on the day; after its end the last form, before its beginning the first.
    Map<UnitCode, UnitForm> formsOn(LocalDate day) {
        return jdbc
                .sql(FORM.replace("select unit", "select distinct on (unit) unit")
                        + " order by unit, valid_from > :day, abs(valid_from - :day)")
                .param("day", day)
                .query(Rows.to(UnitForm.class))
                .list()
                .stream()
                .collect(Collectors.toMap(UnitForm::unit, form -> form));
    }

    /// Bureaus of the district on the day.
    List<Unit> bureausOf(UnitCode district, LocalDate day) {
        return jdbc.sql(SELECT + "where f.parent = :district"
                        + " and :day between u.valid_from and coalesce(u.valid_to, 'infinity')" + IN_ORDER)
                .param("district", district.value())
                .param("day", day)
                .query(Rows.to(Unit.class))
                .list();
    }

    /// Whether the unit has a bureau on the day or will have one later.
    boolean hasBureausFrom(UnitCode district, LocalDate day) {
        return jdbc.sql("""
                        select exists (select 1 from institution.unit_form
                                        where parent = :district and coalesce(valid_to, 'infinity') >= :day)
                        """)
                .param("district", district.value())
                .param("day", day)
                .query((row, n) -> row.getBoolean(1))
                .single();
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

    /// Whether another unit has the short name on the day or later.
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
        return jdbc.sql(SELECT + "where :day between u.valid_from and coalesce(u.valid_to, 'infinity')" + IN_ORDER)
                .param("day", day)
                .query(Rows.to(Unit.class))
                .list();
    }

    List<Unit> all(LocalDate day) {
        return jdbc.sql(SELECT + IN_ORDER)
                .param("day", day)
                .query(Rows.to(Unit.class))
                .list();
    }

    /// All units that exist on the day or existed before it.
    List<Unit> knownOn(LocalDate day) {
        return jdbc.sql(SELECT + "where u.valid_from <= :day" + IN_ORDER)
                .param("day", day)
                .query(Rows.to(Unit.class))
                .list();
    }

    /// Codes of units with a present or former name that contains these words: short, full, former or English.
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
