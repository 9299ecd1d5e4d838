package org.shuguan.server.directive;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Person;
import org.shuguan.server.access.Scope;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.CityTime;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.Listing;
import org.shuguan.server.platform.PagedQuery;
import org.shuguan.server.platform.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class KeptDirectives {
    private static final String COLUMNS = "d.id, d.territory, d.level, d.title, d.number, d.issuer, d.issued,"
            + " d.summary, d.read_by, d.created_by, d.created_at, d.changed_at, d.revision";

    /// Those of a territory for its keepers and the city's leaders; those circulated to a unit for its people.
    private static final String SEEN = "(" + Scope.condition("d.territory", "kept")
            + " or exists (select from directive.reader r where r.directive = d.id and "
            + Scope.condition("r.unit", "seen") + "))";

    /// @param kept territories whose directives the reader sees before they are circulated
    /// @param seen units whose circulated directives the reader sees
    record Reader(Scope kept, Scope seen) {
        Map<String, Object> parameters() {
            Map<String, Object> parameters = new HashMap<>(kept.parameters("kept"));
            parameters.putAll(seen.parameters("seen"));
            return parameters;
        }
    }

    /// A unit whose CDO must read it.
    ///
    /// @param readFor name of the holder for whom somebody read it, null in the reader's own role
    record Addressee(
            UnitCode unit,
            Instant addressedAt,
            @Nullable Instant readAt,
            @Nullable String readByName,
            @Nullable String readFor) {}

    /// A directive with its counts.
    record Counted(
            UUID id,
            UnitCode territory,
            Directive.Level level,
            String title,
            String number,
            String issuer,
            @Nullable LocalDate issued,
            String summary,
            @Nullable LocalDate readBy,
            String createdBy,
            Instant createdAt,
            Instant changedAt,
            long revision,
            int addressed,
            int haveRead,
            int followUps) {}

    private final JdbcClient jdbc;

    KeptDirectives(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(UUID id, UnitCode territory, NewDirective wanted, Person by, Instant now) {
        jdbc.sql("""
                        insert into directive.directive (id, territory, level, title, number, issuer, issued, summary,
                                                         created_by, created_by_id, created_at, changed_at)
                        values (:id, :territory, :level, :title, :number, :issuer, :issued, :summary, :by, :byId, :now, :now)
                        """)
                .params(Rows.of(wanted))
                .param("id", id)
                .param("territory", territory.value())
                .param("by", by.name())
                .param("byId", Rows.parameter(by.id()))
                .param("now", Rows.parameter(now))
                .update();
    }

    /// Saves it; returns false if the revision is not the current one.
    boolean save(UUID id, long revision, NewDirective wanted, Instant now) {
        return jdbc.sql("""
                        update directive.directive
                           set level = :level, title = :title, number = :number, issuer = :issuer, issued = :issued,
                               summary = :summary, revision = revision + 1, changed_at = :now
                         where id = :id and revision = :revision
                        """)
                        .params(Rows.of(wanted))
                        .param("id", id)
                        .param("revision", revision)
                        .param("now", Rows.parameter(now))
                        .update()
                == 1;
    }

    void remove(UUID id) {
        jdbc.sql("delete from directive.directive where id = :id")
                .param("id", id)
                .update();
    }

    Optional<Directive> lock(UUID id) {
        return jdbc.sql("select " + COLUMNS + " from directive.directive d where d.id = :id for update")
                .param("id", id)
                .query(Rows.to(Directive.class))
                .optional();
    }

    Optional<Directive> find(UUID id) {
        return jdbc.sql("select " + COLUMNS + " from directive.directive d where d.id = :id")
                .param("id", id)
                .query(Rows.to(Directive.class))
                .optional();
    }

    Optional<Directive> seen(UUID id, Reader reader) {
        return jdbc.sql("select " + COLUMNS + " from directive.directive d where d.id = :id and " + SEEN)
                .param("id", id)
                .params(reader.parameters())
                .query(Rows.to(Directive.class))
                .optional();
    }

    void circulate(UUID id, Collection<UnitCode> units, LocalDate readBy, Instant now) {
        units.forEach(unit -> jdbc.sql("""
                        insert into directive.reader (directive, unit, addressed_at) values (:id, :unit, :now)
                        on conflict do nothing
                        """)
                .param("id", id)
                .param("unit", unit.value())
                .param("now", Rows.parameter(now))
                .update());
        jdbc.sql("update directive.directive set read_by = greatest(read_by, :readBy), changed_at = :now"
                        + " where id = :id")
                .param("id", id)
                .param("readBy", readBy)
                .param("now", Rows.parameter(now))
                .update();
    }

    /// Locks those that a unit has not read yet, each with the day on which it was last circulated.
    Map<UUID, LocalDate> lockUnread() {
        Map<UUID, LocalDate> found = new LinkedHashMap<>();
        jdbc.sql("""
                        select d.id, (select max(r.addressed_at) from directive.reader r where r.directive = d.id) as last
                          from directive.directive d
                         where exists (select from directive.reader r where r.directive = d.id and r.read_at is null)
                         order by d.id for update of d
                        """)
                .query((row, n) -> found.put(
                        row.getObject("id", UUID.class),
                        CityTime.day(row.getTimestamp("last").toInstant())))
                .list();
        return found;
    }

    void readBy(UUID id, LocalDate day) {
        jdbc.sql("update directive.directive set read_by = :day where id = :id and read_by <> :day")
                .param("id", id)
                .param("day", day)
                .update();
    }

    /// Keeps that it was read for the unit; returns false if that is kept already.
    boolean read(UUID id, UnitCode unit, Person by, @Nullable String readFor, Instant now) {
        return jdbc.sql("""
                        update directive.reader
                           set read_at = :now, read_by_name = :by, read_by_id = :byId, read_for = :readFor
                         where directive = :id and unit = :unit and read_at is null
                        """)
                        .param("id", id)
                        .param("unit", unit.value())
                        .param("now", Rows.parameter(now))
                        .param("by", by.name())
                        .param("byId", Rows.parameter(by.id()))
                        .param("readFor", readFor)
                        .update()
                == 1;
    }

    List<Addressee> addresseesOf(UUID id) {
        return jdbc.sql("select unit, addressed_at, read_at, read_by_name, read_for from directive.reader"
                        + " where directive = :id order by unit")
                .param("id", id)
                .query(Rows.to(Addressee.class))
                .list();
    }

    void follow(UUID id, UUID followUp) {
        jdbc.sql("insert into directive.following (directive, follow_up) values (:id, :followUp)")
                .param("id", id)
                .param("followUp", followUp)
                .update();
    }

    List<UUID> followUpsOf(UUID id) {
        return jdbc.sql("select follow_up from directive.following where directive = :id")
                .param("id", id)
                .query((row, n) -> row.getObject(1, UUID.class))
                .list();
    }

    /// @param unread only those that a unit of `mine` has not read yet, null for all
    Listing<Counted> list(
            Reader reader, @Nullable String level, @Nullable String unit, boolean unread, Scope mine, ListQuery query) {
        return PagedQuery.of(
                        jdbc,
                        "select " + COLUMNS
                                + ", (select count(*) from directive.reader r where r.directive = d.id)::int"
                                + " as addressed,"
                                + " (select count(*) from directive.reader r where r.directive = d.id"
                                + "   and r.read_at is not null)::int as have_read,"
                                + " (select count(*) from directive.following f where f.directive = d.id)::int"
                                + " as follow_ups from directive.directive d where " + SEEN
                                + " and (cast(:level as text) is null or d.level = :level)"
                                + " and (cast(:unit as text) is null or exists (select from directive.reader r"
                                + "   where r.directive = d.id and r.unit = :unit))"
                                + " and (not :unread or exists (select from directive.reader r"
                                + "   where r.directive = d.id and r.read_at is null and "
                                + Scope.condition("r.unit", "mine") + "))"
                                + " and (d.title ilike :like or d.number ilike :like or d.issuer ilike :like"
                                + "   or d.summary ilike :like)")
                .with(reader.parameters())
                .with(mine.parameters("mine"))
                .with("level", level)
                .with("unit", unit)
                .with("unread", unread)
                .page(
                        query,
                        DirectiveController.COLUMNS.order(query, "d.issued desc nulls last", "d.id"),
                        Rows.to(Counted.class));
    }
}
