package org.shuguan.server.guidance;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Person;
import org.shuguan.server.access.Scope;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.Listing;
import org.shuguan.server.platform.PagedQuery;
import org.shuguan.server.platform.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class KeptVisits {
    private static final String SELECT = "select v.id, v.kind, v.keeper, v.day, v.title,"
            + " array(select u.unit from guidance.visit_unit u where u.visit = v.id order by u.unit) as units,"
            + " v.people, v.found, v.created_by, v.created_at, v.changed_at, v.revision from guidance.visit v ";

    /// Those that a unit or bureau of the reader keeps, and those in which one of their units takes part.
    private static final String SEEN = "(" + Scope.condition("v.keeper", "seen")
            + " or exists (select from guidance.visit_unit u where u.visit = v.id and "
            + Scope.condition("u.unit", "seen") + "))";

    /// @param unit that takes part or keeps it, null for all
    record Narrowed(
            @Nullable String kind,
            @Nullable String unit,
            @Nullable LocalDate from,
            @Nullable LocalDate to) {}

    private final JdbcClient jdbc;

    KeptVisits(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(UUID id, UnitCode keeper, NewVisit wanted, Person by, Instant now) {
        jdbc.sql("""
                        insert into guidance.visit (id, kind, keeper, day, title, people, found, created_by,
                                                    created_by_id, created_at, changed_at)
                        values (:id, :kind, :keeper, :day, :title, :people, :found, :by, :byId, :now, :now)
                        """)
                .param("id", id)
                .param("kind", Rows.parameter(wanted.kind()))
                .param("keeper", keeper.value())
                .param("day", wanted.day())
                .param("title", wanted.title())
                .param("people", wanted.people())
                .param("found", wanted.found())
                .param("by", by.name())
                .param("byId", Rows.parameter(by.id()))
                .param("now", Rows.parameter(now))
                .update();
        parts(id, wanted);
    }

    /// Saves it; returns false if the revision is not the current one.
    boolean save(UUID id, long revision, NewVisit wanted, Instant now) {
        boolean saved = jdbc.sql("""
                        update guidance.visit
                           set kind = :kind, day = :day, title = :title, people = :people, found = :found,
                               changed_at = :now, revision = revision + 1
                         where id = :id and revision = :revision
                        """)
                        .param("id", id)
                        .param("revision", revision)
                        .param("kind", Rows.parameter(wanted.kind()))
                        .param("day", wanted.day())
                        .param("title", wanted.title())
                        .param("people", wanted.people())
                        .param("found", wanted.found())
                        .param("now", Rows.parameter(now))
                        .update()
                == 1;
        if (saved) {
            parts(id, wanted);
        }
        return saved;
    }

    private void parts(UUID id, NewVisit wanted) {
        jdbc.sql("delete from guidance.visit_unit where visit = :id")
                .param("id", id)
                .update();
        jdbc.sql("delete from guidance.visit_follow_up where visit = :id")
                .param("id", id)
                .update();
        wanted.units()
                .forEach(unit -> jdbc.sql("insert into guidance.visit_unit (visit, unit) values (:id, :unit)")
                        .param("id", id)
                        .param("unit", unit.value())
                        .update());
        wanted.followUps()
                .forEach(followUp -> jdbc.sql(
                                "insert into guidance.visit_follow_up (visit, follow_up) values (:id, :followUp)")
                        .param("id", id)
                        .param("followUp", followUp)
                        .update());
    }

    void remove(UUID id) {
        jdbc.sql("delete from guidance.visit where id = :id").param("id", id).update();
    }

    Optional<Visit> seen(UUID id, Scope seen) {
        return jdbc.sql(SELECT + "where v.id = :id and " + SEEN)
                .param("id", id)
                .params(seen.parameters("seen"))
                .query(Rows.to(Visit.class))
                .optional();
    }

    List<UUID> followUpsOf(UUID id) {
        return jdbc.sql("select follow_up from guidance.visit_follow_up where visit = :id")
                .param("id", id)
                .query((row, n) -> row.getObject(1, UUID.class))
                .list();
    }

    Listing<Visit> list(Scope seen, Narrowed to, ListQuery query) {
        return PagedQuery.of(
                        jdbc,
                        SELECT + "where " + SEEN
                                + " and (cast(:kind as text) is null or v.kind = :kind)"
                                + " and (cast(:unit as text) is null or v.keeper = :unit"
                                + "      or exists (select from guidance.visit_unit u"
                                + "           where u.visit = v.id and u.unit = :unit))"
                                + " and (cast(:from as date) is null or v.day >= :from)"
                                + " and (cast(:to as date) is null or v.day <= :to)"
                                + " and (v.title || ' ' || v.people || ' ' || v.found) ilike all (:words)")
                .with(seen.parameters("seen"))
                .with("kind", to.kind())
                .with("unit", to.unit())
                .with("from", to.from())
                .with("to", to.to())
                .with("words", SearchWords.of(query))
                .page(query, VisitController.COLUMNS.order(query, "v.day desc", "v.id"), Rows.to(Visit.class));
    }
}
