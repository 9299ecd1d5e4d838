package org.shuguan.server.institution;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.shuguan.server.platform.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class Units {
    private static final String SELECT =
            "select code, name, name_en, kind, subkind, valid_from, valid_to from institution.unit ";

    private final JdbcClient jdbc;

    Units(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(Unit unit) {
        jdbc.sql("""
                        insert into institution.unit (code, name, name_en, kind, subkind, valid_from, valid_to)
                        values (:code, :name, :nameEn, :kind, :subkind, :validFrom, :validTo)
                        """).params(Rows.of(unit)).update();
    }

    Optional<Unit> find(UnitCode code) {
        return jdbc.sql(SELECT + "where code = :code")
                .param("code", code.value())
                .query(Rows.to(Unit.class))
                .optional();
    }

    boolean named(String name) {
        return jdbc.sql("select exists (select 1 from institution.unit where name = :name)")
                .param("name", name)
                .query((row, n) -> row.getBoolean(1))
                .single();
    }

    List<Unit> existingOn(LocalDate day) {
        return jdbc.sql(SELECT + "where :day between valid_from and coalesce(valid_to, 'infinity') order by code")
                .param("day", day)
                .query(Rows.to(Unit.class))
                .list();
    }
}
