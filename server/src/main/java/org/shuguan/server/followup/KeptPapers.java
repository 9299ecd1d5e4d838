package org.shuguan.server.followup;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Person;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.Listing;
import org.shuguan.server.platform.PagedQuery;
import org.shuguan.server.platform.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class KeptPapers {
    private static final String COLUMNS = "p.id, p.kind, p.title, p.number, p.issuer, p.unit, p.issued, p.note,"
            + " p.revision, p.created_by, p.created_at, p.changed_at";

    /// A paper with the counts of its follow-ups.
    record Counted(
            UUID id,
            Paper.Kind kind,
            String title,
            String number,
            String issuer,
            UnitCode unit,
            @Nullable LocalDate issued,
            int tasks,
            int closed,
            int overdue) {}

    private final JdbcClient jdbc;

    KeptPapers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(UUID id, UnitCode unit, NewPaper wanted, Person by, Instant now) {
        jdbc.sql("""
                        insert into followup.paper (id, kind, title, number, issuer, unit, issued, note, created_by,
                                                    created_by_id, created_at, changed_at)
                        values (:id, :kind, :title, :number, :issuer, :unit, :issued, :note, :by, :byId, :now, :now)
                        """)
                .params(Rows.of(wanted))
                .param("id", id)
                .param("unit", unit.value())
                .param("by", by.name())
                .param("byId", by.id() == null ? null : by.id().value())
                .param("now", Rows.parameter(now))
                .update();
    }

    /// Saves a paper; returns false if the revision is not the current one.
    boolean save(UUID id, long revision, NewPaper wanted, Instant now) {
        return jdbc.sql("""
                        update followup.paper
                           set kind = :kind, title = :title, number = :number, issuer = :issuer, issued = :issued,
                               note = :note, revision = revision + 1, changed_at = :now
                         where id = :id and revision = :revision
                        """)
                        .params(Rows.of(wanted))
                        .param("id", id)
                        .param("revision", revision)
                        .param("now", Rows.parameter(now))
                        .update()
                == 1;
    }

    Optional<Paper> find(UUID id) {
        return jdbc.sql("select " + COLUMNS + " from followup.paper p where p.id = :id")
                .param("id", id)
                .query(Rows.to(Paper.class))
                .optional();
    }

    Listing<Counted> list(@Nullable String kind, @Nullable String unit, LocalDate day, ListQuery query) {
        return PagedQuery.of(
                        jdbc,
                        "select " + COLUMNS + ", count(f.id)::int as tasks,"
                                + " (count(f.id) filter (where f.state = 'closed'))::int as closed,"
                                + " (count(f.id) filter (where " + KeptFollowUps.OVERDUE + "))::int as overdue"
                                + " from followup.paper p left join followup.follow_up f on f.paper = p.id"
                                + " where (cast(:kind as text) is null or p.kind = :kind)"
                                + " and (cast(:unit as text) is null or p.unit = :unit)"
                                + " and (p.title ilike :like or p.number ilike :like or p.issuer ilike :like)"
                                + " group by p.id")
                .with("kind", kind)
                .with("unit", unit)
                .with("day", day)
                .page(
                        query,
                        PaperController.COLUMNS.order(query, "issued desc nulls last", "id"),
                        Rows.to(Counted.class));
    }
}
