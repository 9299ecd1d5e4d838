package org.shuguan.server.demand;

import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Access;
import org.shuguan.server.access.Actor;
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
class Demands {
    private static final String SELECT = """
            select id, number, unit, title, items, scenario, legal_basis, frequency, mode, wanted_by, asked, state,
                   revision, case_id, former_cases, returned_because, responsible, due, refusal_reason, refusal_basis, review_on, entry,
                   missing, created_by, created_by_id, created_at, changed_at, submitted_at, agreed_at, answered_at, answer, linked_at, published_at, met_at
              from demand.demand
            """;
    /// Whether a demand was submitted and is neither met nor refused.
    static final String OPEN = "state in ('submitted', 'asked', 'routed', 'responsible', 'offered')";

    /// Whether the data were supplied that were due on a day.
    static final String SUPPLIED = "(state in ('offered', 'met') and published_at is not null and due is not null)";

    /// Of supplied data, whether that was in time.
    static final String IN_TIME = "((published_at at time zone 'Asia/Shanghai')::date <= due)";

    /// What a list is narrowed to.
    ///
    /// @param asking the unit that wants the data, null for all
    /// @param responsible the unit that supplies them, null for all
    /// @param isOpen only those that are neither met nor refused
    /// @param supplied only what was supplied `in-time`, `late` or `any`
    record Narrowed(
            @Nullable UnitCode asking,
            @Nullable UnitCode responsible,
            boolean isOpen,
            @Nullable String supplied) {}

    /// A draft is visible to its unit only. Submitted demands are visible to the asking, asked and responsible
    /// units, and to the overseers of these units and of the territory to which the demand was escalated.
    private static final String VISIBLE = " state <> 'deleted' and (" + Scope.condition("unit", "own")
            + " or (state <> 'draft' and (" + Scope.condition("unit", "over") + " or "
            + Scope.condition("asked", "over")
            + " or " + Scope.condition("escalated_to", "over")
            + " or " + Scope.condition("responsible", "over") + "))"
            + " or (state not in ('draft', 'submitted') and (" + Scope.condition("asked", "own") + " or "
            + Scope.condition("responsible", "own") + ")))";

    /// The demands that a reader may see.
    ///
    /// @param own units for which the reader works
    /// @param overseen units whose submitted demands the reader may see
    record Visible(Scope own, Scope overseen) {
        static Visible to(Actor actor, Access access) {
            return new Visible(
                    access.scope(actor, DemandPermission.READ), access.scope(actor, DemandPermission.OVERSEE));
        }

        Map<String, Object> parameters() {
            Map<String, Object> parameters = new HashMap<>(own.parameters("own"));
            parameters.putAll(overseen.parameters("over"));
            return parameters;
        }
    }

    private final JdbcClient jdbc;

    Demands(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    String nextNumber(int year) {
        long next = jdbc.sql("select nextval('demand.number')")
                .query((row, n) -> row.getLong(1))
                .single();
        return "XQ%d-%05d".formatted(year, next);
    }

    void add(UUID id, String number, UnitCode unit, DemandContent wanted, Person by, Instant now) {
        jdbc.sql("""
                        insert into demand.demand (id, number, unit, title, items, scenario, legal_basis, frequency, mode,
                                                   wanted_by, asked, state, created_by, created_by_id, created_at,
                                                   changed_at)
                        values (:id, :number, :unit, :title, :items, :scenario, :legalBasis, :frequency, :mode,
                                :wantedBy, :asked, 'draft', :by, :byId, :now, :now)
                        """)
                .params(Rows.of(wanted))
                .param("id", id)
                .param("number", number)
                .param("unit", unit.value())
                .param("by", by.name())
                .param("byId", by.id() == null ? null : by.id().value())
                .param("now", Rows.parameter(now))
                .update();
    }

    /// Saves a draft; returns false if the revision is not the current one or the demand is not a draft.
    boolean save(UUID id, long revision, DemandContent wanted, Instant now) {
        return jdbc.sql("""
                        update demand.demand
                           set title = :title, items = :items, scenario = :scenario, legal_basis = :legalBasis,
                               frequency = :frequency, mode = :mode, wanted_by = :wantedBy, asked = :asked,
                               revision = revision + 1, changed_at = :now
                         where id = :id and revision = :revision and state = 'draft'
                        """)
                        .params(Rows.of(wanted))
                        .param("id", id)
                        .param("revision", revision)
                        .param("now", Rows.parameter(now))
                        .update()
                == 1;
    }

    /// Changes the state of a demand together with other columns.
    ///
    /// @param also column → value; the columns are constants, never user input
    void move(Demand demand, Demand.State to, Map<String, @Nullable Object> also, Instant now) {
        StringBuilder set = new StringBuilder();
        also.keySet()
                .forEach(
                        column -> set.append(", ").append(column).append(" = :").append(column));
        int moved = jdbc.sql("update demand.demand set state = :to, revision = revision + 1, changed_at = :now" + set
                        + " where id = :id and state = :from")
                .params(also)
                .param("to", to.word())
                .param("now", Rows.parameter(now))
                .param("id", demand.id())
                .param("from", demand.state().word())
                .update();
        if (moved != 1) {
            throw DemandRefused.notThere();
        }
    }

    /// Locks the demand until the transaction ends.
    Optional<Demand> lock(UUID id) {
        return jdbc.sql(SELECT + " where id = :id for update")
                .param("id", id)
                .query(Rows.to(Demand.class))
                .optional();
    }

    Optional<Demand> find(UUID id) {
        return jdbc.sql(SELECT + " where id = :id and state <> 'deleted'")
                .param("id", id)
                .query(Rows.to(Demand.class))
                .optional();
    }

    /// How many demands of the unit, and of others to it, are submitted and neither met nor on the negative list.
    DemandFacts.Load loadOf(UnitCode unit) {
        return jdbc.sql("""
                        select (count(*) filter (where unit = :unit))::int as wanted,
                               (count(*) filter (where coalesce(responsible, asked) = :unit))::int as owed
                          from demand.demand
                         where state in ('submitted', 'asked', 'routed', 'responsible', 'offered')
                        """)
                .param("unit", unit.value())
                .query(Rows.to(DemandFacts.Load.class))
                .single();
    }

    Optional<Demand> visible(UUID id, Visible visible) {
        return jdbc.sql(SELECT + " where id = :id and" + VISIBLE)
                .param("id", id)
                .params(visible.parameters())
                .query(Rows.to(Demand.class))
                .optional();
    }

    /// Locks the demands whose data are owed by a day that was counted, each with the day from which it was.
    Map<Demand, LocalDate> lockCounted() {
        Map<UUID, LocalDate> from = new LinkedHashMap<>();
        jdbc.sql("select id, due_counted_from from demand.demand"
                        + " where state = 'responsible' and due_counted_from is not null order by id for update")
                .query((row, n) ->
                        from.put(row.getObject("id", UUID.class), row.getObject("due_counted_from", LocalDate.class)))
                .list();
        Map<Demand, LocalDate> demands = new LinkedHashMap<>();
        from.forEach((id, day) -> demands.put(find(id).orElseThrow(), day));
        return demands;
    }

    void due(UUID id, LocalDate due) {
        jdbc.sql("update demand.demand set due = :due where id = :id")
                .param("id", id)
                .param("due", due)
                .update();
    }

    /// Demands that wait for an entry to be published.
    List<Demand> waitingFor(UUID entry) {
        return jdbc.sql(SELECT + " where entry = :entry and state = 'responsible' for update")
                .param("entry", entry)
                .query(Rows.to(Demand.class))
                .list();
    }

    /// Demands with a linked entry that was not offered yet: it may have been published by a concurrent
    /// transaction, so that neither saw the other's change.
    List<Demand> linkedAndOwed() {
        return jdbc.sql(SELECT + " where state = 'responsible' and entry is not null and missing is null"
                        + " order by linked_at, id")
                .query(Rows.to(Demand.class))
                .list();
    }

    /// Demands on the negative list whose review is due on the day or earlier.
    List<Demand> reviewsUntil(LocalDate day) {
        return jdbc.sql(SELECT + " where state = 'negative' and review_on <= :day order by review_on")
                .param("day", day)
                .query(Rows.to(Demand.class))
                .list();
    }

    /// @param states the states of the list
    /// @param unit asking or responsible unit, null for all
    /// @param to what it is narrowed to besides
    Listing<Demand> list(
            Visible visible, Set<Demand.State> states, @Nullable String unit, Narrowed to, ListQuery query) {
        String where = " where" + VISIBLE + " and state = any(:states)"
                + " and (cast(:unit as text) is null or unit = :unit or asked = :unit or responsible = :unit)"
                + " and (cast(:asking as text) is null or unit = :asking)"
                + " and (cast(:responsible as text) is null or responsible = :responsible)"
                + " and (not :open or " + OPEN + ")"
                + " and (cast(:supplied as text) is null or (" + SUPPLIED + " and (:supplied = 'any'"
                + "      or " + IN_TIME + " = (:supplied = 'in-time'))))"
                + " and (title ilike :like or number ilike :like or scenario ilike :like or legal_basis ilike :like"
                + " or array_to_string(items, ' ') ilike :like)";
        String order = DemandController.COLUMNS.order(query, "changed_at desc", "id");
        return PagedQuery.of(jdbc, SELECT + where)
                .with(visible.parameters())
                .with("states", states.stream().map(Demand.State::word).toArray(String[]::new))
                .with("unit", unit)
                .with("asking", Rows.parameter(to.asking()))
                .with("responsible", Rows.parameter(to.responsible()))
                .with("open", to.isOpen())
                .with("supplied", to.supplied())
                .page(query, order, Rows.to(Demand.class));
    }
}
