package org.shuguan.server.followup;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Scope;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.Listing;
import org.shuguan.server.platform.PagedQuery;
import org.shuguan.server.platform.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The follow-ups themselves.
@Repository
class KeptFollowUps {
    static final String COLUMNS = "f.id, f.number, f.title, f.requirement, f.measure, f.origin, f.origin_text,"
            + " f.origin_link, f.paper, f.kind, f.steps, f.parent, f.merged_into, f.giver_role, f.giver_unit, f.given_by,"
            + " f.given_by_id, f.given_at, f.lead, f.state, f.state_since, f.term_days, f.due, f.lapses_on, f.due_text,"
            + " f.rhythm, f.report_period, f.report_due, f.percent, f.signed_at, f.divided_at, f.reported_at,"
            + " f.closed_at, f.closed_note, f.in_time, f.extended, f.revision";

    private static final String SELECT = "select " + COLUMNS + " from followup.follow_up f";

    /// Whether an open follow-up is late on the day: its lead unit has not reported, or did so after the last day.
    static final String OVERDUE =
            "(f.closed_at is null and coalesce((f.reported_at at time zone 'Asia/Shanghai')::date,"
                    + " :day) > coalesce(f.report_due, f.lapses_on))";

    /// What a reader sees: of units for which they read, or given by a group to which they belong.
    private static final String SEEN = "(" + Scope.condition("f.lead", "seen")
            + " or exists (select from followup.part p where p.follow_up = f.id and "
            + Scope.condition("p.unit", "seen") + ")"
            + " or f.giver_role || '@' || f.giver_unit = any(:groups))";

    /// The reader of lists.
    ///
    /// @param seen units whose follow-ups they may read
    /// @param groups to which they belong, as `role@unit`
    record Reader(Scope seen, List<String> groups) {
        Map<String, Object> parameters() {
            Map<String, Object> parameters = new HashMap<>(seen.parameters("seen"));
            parameters.put("groups", groups.toArray(String[]::new));
            return parameters;
        }
    }

    /// What a list is narrowed to; null or false for no limit.
    ///
    /// @param state `open` for all that are not over, or one state
    /// @param unit lead unit or one that takes part
    /// @param lead lead unit
    /// @param late only what was late on the day: open after its last day, or closed after it
    /// @param mine only where it is the reader's turn
    /// @param from with `to` the days between which it is due, or its report is
    /// @param ended `in-time`, `late`, `with-day` for both, or `extended`
    /// @param givenFrom with `givenUntil` when it was given
    record Narrowed(
            @Nullable String state,
            @Nullable String origin,
            @Nullable String kind,
            @Nullable String unit,
            @Nullable String lead,
            boolean late,
            boolean mine,
            @Nullable UUID paper,
            @Nullable LocalDate from,
            @Nullable LocalDate to,
            @Nullable String ended,
            @Nullable Instant givenFrom,
            @Nullable Instant givenUntil,
            LocalDate day) {
        /// Only a plan's, null for all.
        static Narrowed toPaper(@Nullable UUID paper, LocalDate day) {
            return new Narrowed(null, null, null, null, null, false, false, paper, null, null, null, null, null, day);
        }
    }

    /// How the follow-ups of a lead unit ended, and how many are open.
    record Rate(UnitCode lead, int closed, int inTime, int late, int open, int overdue, int extended) {}

    private final JdbcClient jdbc;

    KeptFollowUps(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    String nextNumber(int year) {
        long next = jdbc.sql("select nextval('followup.number')")
                .query((row, n) -> row.getLong(1))
                .single();
        return "DB%d-%05d".formatted(year, next);
    }

    void add(FollowUp one) {
        jdbc.sql("""
                        insert into followup.follow_up
                               (id, number, title, requirement, measure, origin, origin_text, origin_link, paper, kind,
                                steps, parent, giver_role, giver_unit, given_by, given_by_id, given_at, lead, state,
                                state_since, term_days, due, lapses_on, due_text, rhythm, report_period, report_due,
                                divided_at, signed_at)
                        values (:id, :number, :title, :requirement, :measure, :origin, :originText, :originLink, :paper, :kind,
                                :steps, :parent, :giverRole, :giverUnit, :givenBy, :givenById, :givenAt, :lead, :state,
                                :stateSince, :termDays, :due, :lapsesOn, :dueText, :rhythm, :reportPeriod, :reportDue,
                                :dividedAt, :signedAt)
                        """).params(Rows.of(one)).update();
    }

    /// Locks the follow-up until the transaction ends: of two concurrent acts the second sees the first.
    Optional<FollowUp> lock(UUID id) {
        return jdbc.sql(SELECT + " where f.id = :id for update")
                .param("id", id)
                .query(Rows.to(FollowUp.class))
                .optional();
    }

    Optional<FollowUp> find(UUID id) {
        return jdbc.sql(SELECT + " where f.id = :id")
                .param("id", id)
                .query(Rows.to(FollowUp.class))
                .optional();
    }

    List<FollowUp> find(Collection<UUID> ids) {
        return jdbc.sql(SELECT + " where f.id = any(:ids)")
                .param("ids", ids.toArray(UUID[]::new))
                .query(Rows.to(FollowUp.class))
                .list();
    }

    Optional<FollowUp> numbered(String number) {
        return jdbc.sql(SELECT + " where f.number = :number")
                .param("number", number)
                .query(Rows.to(FollowUp.class))
                .optional();
    }

    Optional<FollowUp> seen(UUID id, Reader reader) {
        return jdbc.sql(SELECT + " where f.id = :id and " + SEEN)
                .param("id", id)
                .params(reader.parameters())
                .query(Rows.to(FollowUp.class))
                .optional();
    }

    /// Changes columns of a locked follow-up.
    ///
    /// @param columns column → value; the columns are constants, never user input
    void change(UUID id, Map<String, ? extends @Nullable Object> columns) {
        StringBuilder set = new StringBuilder();
        Map<String, @Nullable Object> values = new HashMap<>();
        columns.forEach((column, value) -> {
            set.append(", ").append(column).append(" = :").append(column);
            values.put(column, Rows.parameter(value));
        });
        jdbc.sql("update followup.follow_up set revision = revision + 1" + set + " where id = :id")
                .params(values)
                .param("id", id)
                .update();
    }

    List<FollowUp> childrenOf(UUID id) {
        return jdbc.sql(SELECT + " where f.parent = :id or f.merged_into = :id order by f.number")
                .param("id", id)
                .query(Rows.to(FollowUp.class))
                .list();
    }

    /// All that are open, locked, for a new count of their days.
    List<FollowUp> lockOpen() {
        return jdbc.sql(SELECT + " where f.closed_at is null order by f.id for update")
                .query(Rows.to(FollowUp.class))
                .list();
    }

    Listing<FollowUp> list(Reader reader, Narrowed to, ListQuery query) {
        String where = " where " + SEEN
                + " and (cast(:state as text) is null or f.state = :state or (:state = 'open' and f.closed_at is null))"
                + " and (cast(:origin as text) is null or f.origin = :origin)"
                + " and (cast(:kind as text) is null or f.kind = :kind)"
                + " and (cast(:lead as text) is null or f.lead = :lead)"
                + " and (cast(:unit as text) is null or f.lead = :unit"
                + "      or exists (select from followup.part p where p.follow_up = f.id and p.unit = :unit))"
                + " and (cast(:paper as uuid) is null or f.paper = :paper)"
                + " and (not :late or f.in_time = false or " + OVERDUE + ")"
                + " and (cast(:ended as text) is null or (:ended = 'in-time' and f.in_time)"
                + "      or (:ended = 'late' and f.in_time = false) or (:ended = 'with-day' and f.in_time is not null)"
                + "      or (:ended = 'extended' and f.extended > 0))"
                + " and (cast(:givenFrom as timestamptz) is null or f.given_at >= :givenFrom)"
                + " and (cast(:givenUntil as timestamptz) is null or f.given_at < :givenUntil)"
                + " and (not :mine or exists (select from followup.turn t"
                + "      where t.follow_up = f.id and t.groups && cast(:groups as text[])))"
                + " and (cast(:from as date) is null or coalesce(f.report_due, f.due) >= :from)"
                + " and (cast(:to as date) is null or coalesce(f.report_due, f.due) <= :to)"
                + " and (f.title ilike :like or f.number ilike :like or f.requirement ilike :like"
                + "      or f.origin_text ilike :like)";
        return PagedQuery.of(jdbc, SELECT + where)
                .with(reader.parameters())
                .with("state", to.state())
                .with("origin", to.origin())
                .with("kind", to.kind())
                .with("unit", to.unit())
                .with("lead", to.lead())
                .with("late", to.late())
                .with("mine", to.mine())
                .with("paper", to.paper())
                .with("from", to.from())
                .with("to", to.to())
                .with("ended", to.ended())
                .with("givenFrom", Rows.parameter(to.givenFrom()))
                .with("givenUntil", Rows.parameter(to.givenUntil()))
                .with("day", to.day())
                .page(
                        query,
                        FollowUpController.COLUMNS.order(
                                query,
                                "(f.closed_at is not null), coalesce(f.report_due, f.lapses_on) nulls last, f.given_at desc",
                                "f.id"),
                        Rows.to(FollowUp.class));
    }

    /// How the follow-ups of each lead unit ended that were given in a span of days.
    List<Rate> rates(Reader reader, @Nullable Instant from, @Nullable Instant until, LocalDate day) {
        return jdbc.sql("select f.lead, count(*) filter (where f.state = 'closed') as closed,"
                        + " count(*) filter (where f.state = 'closed' and f.in_time) as in_time,"
                        + " count(*) filter (where f.state = 'closed' and f.in_time = false) as late,"
                        + " count(*) filter (where f.closed_at is null) as open,"
                        + " count(*) filter (where " + OVERDUE + ") as overdue,"
                        + " count(*) filter (where f.extended > 0) as extended"
                        + " from followup.follow_up f where " + SEEN
                        + " and (cast(:from as timestamptz) is null or f.given_at >= :from)"
                        + " and (cast(:until as timestamptz) is null or f.given_at < :until)"
                        + " group by f.lead")
                .params(reader.parameters())
                .param("from", Rows.parameter(from))
                .param("until", Rows.parameter(until))
                .param("day", day)
                .query(Rows.to(Rate.class))
                .list();
    }

    /// The numbers of these follow-ups.
    Map<UUID, String> numbers(Collection<UUID> ids) {
        Map<UUID, String> numbers = new HashMap<>();
        jdbc.sql("select id, number from followup.follow_up where id = any(:ids)")
                .param("ids", ids.toArray(UUID[]::new))
                .query((row, n) -> numbers.put(row.getObject("id", UUID.class), row.getString("number")))
                .list();
        return numbers;
    }
}
