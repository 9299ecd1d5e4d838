package org.shuguan.server.census;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.detect.CityType;
import org.shuguan.dataplane.detect.Grade;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.Listing;
import org.shuguan.server.platform.PagedQuery;
import org.shuguan.server.platform.Rows;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The city's types of columns.
@Repository
class TypeRecords {
    /// A type as it is stored; the fields are those of [CityType].
    record Kept(
            UUID id,
            String name,
            String grade,
            @Nullable String category,
            boolean sensitive,
            @Nullable String form,
            boolean byValues,
            String addedBy,
            OfficerId addedById,
            Instant addedAt) {
        static Kept of(UUID id, CityType type, String addedBy, OfficerId addedById, Instant addedAt) {
            return new Kept(
                    id,
                    type.name(),
                    type.grade().word(),
                    type.category(),
                    type.sensitive(),
                    type.form(),
                    type.byValues(),
                    addedBy,
                    addedById,
                    addedAt);
        }

        CityType definition() {
            return new CityType(name, Grade.of(grade), category, sensitive, form, byValues);
        }
    }

    private static final String SELECT =
            "select id, name, grade, category, sensitive, form, by_values, added_by, added_by_id, added_at"
                    + " from census.city_type";

    private final JdbcClient jdbc;

    TypeRecords(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<Kept> all() {
        return jdbc.sql(SELECT + " order by added_at, id")
                .query(Rows.to(Kept.class))
                .list();
    }

    Optional<Kept> find(UUID id) {
        return jdbc.sql(SELECT + " where id = :id")
                .param("id", id)
                .query(Rows.to(Kept.class))
                .optional();
    }

    Listing<Kept> list(ListQuery query) {
        String order = TypeController.COLUMNS.order(query, "added_at desc", "id");
        return PagedQuery.of(jdbc, SELECT + " where (name ilike :like or form ilike :like or added_by ilike :like)")
                .page(query, order, Rows.to(Kept.class));
    }

    /// @return false if the city has a type of this name
    boolean add(Kept type) {
        try {
            jdbc.sql("""
                            insert into census.city_type
                                (id, name, grade, category, sensitive, form, by_values, added_by, added_by_id, added_at)
                            values (:id, :name, :grade, :category, :sensitive, :form, :byValues, :addedBy, :addedById, :addedAt)
                            """).params(Rows.of(type)).update();
            return true;
        } catch (DuplicateKeyException known) {
            return false;
        }
    }

    void remove(UUID id) {
        jdbc.sql("delete from census.city_type where id = :id").param("id", id).update();
    }
}
