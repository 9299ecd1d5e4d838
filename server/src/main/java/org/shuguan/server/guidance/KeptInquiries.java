package org.shuguan.server.guidance;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Capacity;
import org.shuguan.server.access.Person;
import org.shuguan.server.access.Scope;
import org.shuguan.server.approval.OpenWork;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.Listing;
import org.shuguan.server.platform.PagedQuery;
import org.shuguan.server.platform.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class KeptInquiries {
    private static final String SELECT = "select i.id, i.number, i.kind, i.direction, i.unit, i.territory, i.title,"
            + " i.state, i.asked_by, i.asked_by_id, i.asked_at, i.turn_role, i.turn_unit, i.groups, i.turn_since,"
            + " i.due, i.answered_at, i.answered_by, i.in_time, i.over_at, i.revision from guidance.inquiry i ";

    /// Those of a unit for its people and overseers, and those with the bureau of a territory for it.
    private static final String SEEN =
            "(" + Scope.condition("i.unit", "seen") + " or " + Scope.condition("i.territory", "bureau") + ")";

    private static final String FOR = " where i.groups && cast(:groups as text[])"
            + " and (cast(:step as text) is null or i.state = :step)"
            + " and (i.title ilike :like or i.number ilike :like or i.unit = any(:named))";

    private static final String WAITING = " where i.turn_role is not null and (not :late or i.due < :day)"
            + " and (cast(:addressee as text) is null or i.turn_unit = :addressee)"
            + " and (cast(:overseers as boolean) is null or :overseers = (i.turn_role = any(:overseeing)))"
            + " and i.title ilike :like and "
            + Scope.condition("i.turn_unit", "seen");

    /// @param seen units whose inquiries the reader sees
    /// @param bureau territories for whose bureau they act
    record Reader(Scope seen, Scope bureau) {
        Map<String, Object> parameters() {
            Map<String, Object> parameters = new HashMap<>(seen.parameters("seen"));
            parameters.putAll(bureau.parameters("bureau"));
            return parameters;
        }
    }

    /// What the list is narrowed to.
    ///
    /// @param state a state, or `waiting` for those that wait for somebody
    /// @param answered only those that were answered: `in-time`, `late` or `any`
    /// @param late only those of which the last day has passed
    /// @param direct without those of other districts' units that were passed on to the reader's bureau
    /// @param mine groups of which it must be the turn, null for all
    record Narrowed(
            @Nullable String state,
            @Nullable String kind,
            @Nullable String unit,
            @Nullable String answered,
            boolean late,
            boolean direct,
            @Nullable Collection<String> mine,
            LocalDate day) {}

    /// What was said.
    ///
    /// @param unit for which side: the unit, or the territory of the bureau
    /// @param saidFor the holder of the role for whom it was said, null in one's own role
    record Said(
            InquiryEvent.What act,
            UnitCode unit,
            String text,
            String saidBy,
            @Nullable String saidFor,
            Instant saidAt) {}

    private final JdbcClient jdbc;

    KeptInquiries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    String nextNumber(int year) {
        long next = jdbc.sql("select nextval('guidance.inquiry_number')")
                .query((row, n) -> row.getLong(1))
                .single();
        return "JL%d-%05d".formatted(year, next);
    }

    void add(Inquiry one) {
        jdbc.sql("""
                        insert into guidance.inquiry
                               (id, number, kind, direction, unit, territory, title, state, asked_by, asked_by_id,
                                asked_at, turn_role, turn_unit, groups, turn_since, due)
                        values (:id, :number, :kind, :direction, :unit, :territory, :title, :state, :askedBy,
                                :askedById, :askedAt, :turnRole, :turnUnit, :groups, :turnSince, :due)
                        """).params(Rows.of(one)).update();
    }

    /// Stores the state, the turn and the answer of a locked inquiry.
    void change(Inquiry one) {
        jdbc.sql("""
                        update guidance.inquiry
                           set territory = :territory, state = :state, turn_role = :turnRole, turn_unit = :turnUnit,
                               groups = :groups, turn_since = :turnSince, due = :due, answered_at = :answeredAt,
                               answered_by = :answeredBy, in_time = :inTime, over_at = :overAt, revision = revision + 1
                         where id = :id
                        """).params(Rows.of(one)).update();
    }

    void say(
            UUID inquiry,
            InquiryEvent.What act,
            UnitCode unit,
            String text,
            Person by,
            @Nullable String saidFor,
            Instant at) {
        jdbc.sql("""
                        insert into guidance.said (inquiry, act, unit, text, said_by, said_by_id, said_for, said_at)
                        values (:inquiry, :act, :unit, :text, :by, :byId, :saidFor, :at)
                        """)
                .param("inquiry", inquiry)
                .param("act", Rows.word(act))
                .param("unit", unit.value())
                .param("text", text)
                .param("by", by.name())
                .param("byId", Rows.parameter(by.id()))
                .param("saidFor", saidFor)
                .param("at", Rows.parameter(at))
                .update();
    }

    List<Said> saidOf(UUID inquiry) {
        return jdbc.sql("select act, unit, text, said_by, said_for, said_at from guidance.said"
                        + " where inquiry = :inquiry order by id")
                .param("inquiry", inquiry)
                .query(Rows.to(Said.class))
                .list();
    }

    /// Locks the inquiry until the transaction ends: of two concurrent acts the second sees the first.
    Optional<Inquiry> lock(UUID id) {
        return jdbc.sql(SELECT + "where i.id = :id for update")
                .param("id", id)
                .query(Rows.to(Inquiry.class))
                .optional();
    }

    Optional<Inquiry> seen(UUID id, Reader reader) {
        return jdbc.sql(SELECT + "where i.id = :id and " + SEEN)
                .param("id", id)
                .params(reader.parameters())
                .query(Rows.to(Inquiry.class))
                .optional();
    }

    /// All that wait for somebody, locked, for a new count of their days.
    List<Inquiry> lockWaiting() {
        return jdbc.sql(SELECT + "where i.turn_role is not null order by i.id for update")
                .query(Rows.to(Inquiry.class))
                .list();
    }

    Listing<Inquiry> list(Reader reader, Narrowed to, ListQuery query) {
        Collection<String> mine = to.mine();
        return PagedQuery.of(
                        jdbc,
                        SELECT + "where " + SEEN
                                + " and (cast(:state as text) is null or i.state = :state"
                                + "      or (:state = 'waiting' and i.turn_role is not null))"
                                + " and (cast(:kind as text) is null or i.kind = :kind)"
                                + " and (cast(:unit as text) is null or i.unit = :unit)"
                                + " and (cast(:answered as text) is null or (:answered = 'in-time' and i.in_time)"
                                + "      or (:answered = 'late' and i.in_time = false)"
                                + "      or (:answered = 'any' and i.in_time is not null))"
                                + " and (not :late or i.due < :day)"
                                + " and (not :direct or " + Scope.condition("i.unit", "seen") + ")"
                                + " and (cast(:mine as text[]) is null or i.groups && cast(:mine as text[]))"
                                + " and (i.number || ' ' || i.title || ' ' || coalesce((select string_agg(s.text, ' ')"
                                + "      from guidance.said s where s.inquiry = i.id), '')) ilike all (:words)")
                .with(reader.parameters())
                .with("state", to.state())
                .with("kind", to.kind())
                .with("unit", to.unit())
                .with("answered", to.answered())
                .with("late", to.late())
                .with("direct", to.direct())
                .with("day", to.day())
                .with("mine", mine == null ? null : mine.toArray(String[]::new))
                .with("words", SearchWords.of(query))
                .page(
                        query,
                        InquiryController.COLUMNS.order(query, "i.turn_role is null, i.due, i.asked_at desc", "i.id"),
                        Rows.to(Inquiry.class));
    }

    List<Inquiry> turnsOf(Collection<String> groups, OpenWork.Asked asked, Collection<String> named, long limit) {
        return jdbc.sql(SELECT + FOR + " order by " + order(asked.order(), asked.descending()) + " limit :limit")
                .param("groups", groups.toArray(String[]::new))
                .param("step", InquiryWork.state(asked.step()))
                .param("like", asked.like())
                .param("named", named.toArray(String[]::new))
                .param("limit", limit)
                .query(Rows.to(Inquiry.class))
                .list();
    }

    long countTurns(Collection<String> groups, OpenWork.Asked asked, Collection<String> named) {
        return jdbc.sql("select count(*) from guidance.inquiry i" + FOR)
                .param("groups", groups.toArray(String[]::new))
                .param("step", InquiryWork.state(asked.step()))
                .param("like", asked.like())
                .param("named", named.toArray(String[]::new))
                .query((row, n) -> row.getLong(1))
                .single();
    }

    List<Inquiry> waiting(OpenWork.Awaited asked, long limit) {
        return jdbc.sql(SELECT + WAITING + " order by " + order(asked.order(), asked.descending())
                        + ", i.turn_unit collate \"C\" limit :limit")
                .params(asked.parameters())
                .param("limit", limit)
                .query(Rows.to(Inquiry.class))
                .list();
    }

    long countWaiting(OpenWork.Awaited asked) {
        return jdbc.sql("select count(*) from guidance.inquiry i" + WAITING)
                .params(asked.parameters())
                .query((row, n) -> row.getLong(1))
                .single();
    }

    List<OpenWork.Load> loads(Scope seen, LocalDate day) {
        return jdbc.sql("""
                        select turn_role = any(:overseeing) as overseers, turn_unit as addressee, count(*) as open,
                               count(*) filter (where due < :day) as overdue,
                               min(due) filter (where due < :day) as oldest_due
                          from guidance.inquiry where turn_role is not null and
                        """ + Scope.condition("turn_unit", "seen") + " group by 1, 2")
                .param("overseeing", Capacity.overseerWords())
                .params(seen.parameters("seen"))
                .param("day", day)
                .query(Rows.to(OpenWork.Load.class))
                .list();
    }

    List<Inquiry> dueUntil(LocalDate day) {
        return jdbc.sql(SELECT + "where i.due <= :day order by i.due, i.id")
                .param("day", day)
                .query(Rows.to(Inquiry.class))
                .list();
    }

    int countTurns(Role role, UnitCode unit) {
        return jdbc.sql("select count(*) from guidance.inquiry where groups && array[cast(:group as text)]")
                .param("group", Capacity.group(role, unit))
                .query((row, n) -> row.getInt(1))
                .single();
    }

    private static String order(OpenWork.Order order, boolean descending) {
        String direction = descending ? " desc" : "";
        String id = ", i.id::text collate \"C\"";
        return switch (order) {
            case DUE -> "i.due" + direction + " nulls last" + id;
            case SINCE -> "i.turn_since" + direction + id;
            case UNIT -> "i.unit collate \"C\"" + direction + id;
            case TITLE -> "i.title collate \"C\"" + direction + id;
        };
    }
}
