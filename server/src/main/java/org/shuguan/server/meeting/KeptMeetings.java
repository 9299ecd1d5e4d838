package org.shuguan.server.meeting;

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
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.Listing;
import org.shuguan.server.platform.PagedQuery;
import org.shuguan.server.platform.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Meetings and their seats.
@Repository
class KeptMeetings {
    private static final String COLUMNS = "m.id, m.territory, m.title, m.day, m.begins, m.ends, m.place, m.chair_role,"
            + " m.state, m.sequence, m.answer_by, m.cancelled_because, m.opening, m.convened_at, m.opened_at, m.ended_at,"
            + " m.changed_at, m.revision";
    private static final String SELECT = "select " + COLUMNS + " from meeting.meeting m";
    private static final String SEATS = "select s.id, s.meeting, s.unit, s.role, s.is_member, s.answer, s.answer_text,"
            + " s.answered_by, s.answered_for, s.answered_at, s.substitute_name, s.substitute_position, s.substitute_id,"
            + " s.attended, s.attended_name from meeting.seat s";

    /// What a reader sees: all of the territories for which they prepare or chair; once it is convened also what the
    /// units are invited to for which they read, and what they come to as a substitute.
    static final String SEEN = "(" + Scope.condition("m.territory", "prepared")
            + " or m.chair_role || '@' || m.territory = any(:groups) or (m.state <> 'planned' and ("
            + Scope.condition("m.territory", "seen")
            + " or exists (select from meeting.seat s where s.meeting = m.id and ("
            + Scope.condition("s.unit", "seen") + " or s.substitute_id = :officer)))))";

    /// @param prepared territories for which the reader is the secretariat
    /// @param seen units whose meetings they may read
    /// @param groups to which they belong, as `role@unit`
    record Reader(Scope prepared, Scope seen, List<String> groups, OfficerId officer) {
        Map<String, Object> parameters() {
            Map<String, Object> parameters = new HashMap<>(prepared.parameters("prepared"));
            parameters.putAll(seen.parameters("seen"));
            parameters.put("groups", groups.toArray(String[]::new));
            parameters.put("officer", officer.value());
            return parameters;
        }
    }

    /// A meeting in a list.
    record Counted(
            UUID id,
            UnitCode territory,
            String title,
            LocalDate day,
            String begins,
            String place,
            Meeting.State state,
            int seats,
            int answered,
            int resolutions,
            @Nullable Integer numberYear,
            @Nullable Integer number) {}

    private final JdbcClient jdbc;

    KeptMeetings(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(UUID id, UnitCode territory, NewMeeting wanted, Person by, Instant now) {
        jdbc.sql("""
                        insert into meeting.meeting (id, territory, title, day, begins, ends, place, chair_role, state,
                                                     created_by, created_by_id, created_at, changed_at)
                        values (:id, :territory, :title, :day, :begins, :ends, :place, :chairRole, 'planned', :by, :byId,
                                :now, :now)
                        """)
                .params(columns(wanted))
                .param("id", id)
                .param("territory", territory.value())
                .param("by", by.name())
                .param("byId", Rows.parameter(by.id()))
                .param("now", Rows.parameter(now))
                .update();
    }

    void save(UUID id, NewMeeting wanted, Instant now) {
        jdbc.sql("""
                        update meeting.meeting
                           set title = :title, day = :day, begins = :begins, ends = :ends, place = :place,
                               chair_role = :chairRole, revision = revision + 1, changed_at = :now
                         where id = :id
                        """)
                .params(columns(wanted))
                .param("id", id)
                .param("now", Rows.parameter(now))
                .update();
    }

    private static Map<String, @Nullable Object> columns(NewMeeting wanted) {
        Map<String, @Nullable Object> columns = Rows.of(wanted);
        columns.remove("seats");
        return columns;
    }

    /// Changes columns of a locked meeting.
    ///
    /// @param columns column → value; the columns are constants, never user input
    void change(UUID id, Map<String, ? extends @Nullable Object> columns, Instant now) {
        StringBuilder set = new StringBuilder();
        Map<String, @Nullable Object> values = new HashMap<>();
        columns.forEach((column, value) -> {
            set.append(", ").append(column).append(" = :").append(column);
            values.put(column, Rows.parameter(value));
        });
        jdbc.sql("update meeting.meeting set revision = revision + 1, changed_at = :now" + set + " where id = :id")
                .params(values)
                .param("id", id)
                .param("now", Rows.parameter(now))
                .update();
    }

    /// Locks the meeting until the transaction ends: of two who act at once the second sees the first.
    Optional<Meeting> lock(UUID id) {
        return one(SELECT + " where m.id = :id for update", id);
    }

    Optional<Meeting> find(UUID id) {
        return one(SELECT + " where m.id = :id", id);
    }

    /// Locks the meetings to which members are invited, each with the day on which they were asked.
    Map<Meeting, LocalDate> lockAsked() {
        Map<UUID, LocalDate> asked = new LinkedHashMap<>();
        jdbc.sql("select m.id, m.asked_on from meeting.meeting m where m.state = 'convened' and m.asked_on is not null"
                        + " order by m.id for update")
                .query((row, n) ->
                        asked.put(row.getObject("id", UUID.class), row.getObject("asked_on", LocalDate.class)))
                .list();
        Map<Meeting, LocalDate> meetings = new LinkedHashMap<>();
        asked.forEach((id, day) -> meetings.put(find(id).orElseThrow(), day));
        return meetings;
    }

    private Optional<Meeting> one(String select, UUID id) {
        return jdbc.sql(select).param("id", id).query(Rows.to(Meeting.class)).optional();
    }

    Optional<Meeting> seen(UUID id, Reader reader) {
        return jdbc.sql(SELECT + " where m.id = :id and " + SEEN)
                .param("id", id)
                .params(reader.parameters())
                .query(Rows.to(Meeting.class))
                .optional();
    }

    /// The last meeting of the territory that ended before the day, or on it before the time.
    Optional<Meeting> before(Meeting one) {
        return jdbc.sql(SELECT + " where m.territory = :territory and m.state = 'ended' and m.id <> :id"
                        + " and (m.day, m.begins) < (:day, :begins) order by m.day desc, m.begins desc limit 1")
                .param("territory", one.territory().value())
                .param("id", one.id())
                .param("day", one.day())
                .param("begins", one.begins())
                .query(Rows.to(Meeting.class))
                .optional();
    }

    /// The last meeting of each territory that has ended.
    List<Meeting> lastOfEach() {
        return jdbc.sql("select distinct on (m.territory) " + COLUMNS + " from meeting.meeting m"
                        + " where m.state = 'ended' order by m.territory, m.day desc, m.begins desc")
                .query(Rows.to(Meeting.class))
                .list();
    }

    /// Meetings that are planned, convened or open.
    List<Meeting> coming() {
        return jdbc.sql(SELECT + " where m.state in ('planned', 'convened', 'open') order by m.day, m.begins")
                .query(Rows.to(Meeting.class))
                .list();
    }

    /// JSON of what had become of the last meeting's resolutions when it was opened, empty before.
    Optional<String> openedWith(UUID id) {
        return jdbc.sql("select opened_with from meeting.meeting where id = :id and opened_with is not null")
                .param("id", id)
                .query((row, n) -> row.getString(1))
                .optional();
    }

    Listing<Counted> list(
            Reader reader,
            @Nullable String state,
            @Nullable String territory,
            @Nullable LocalDate from,
            @Nullable LocalDate to,
            ListQuery query) {
        return PagedQuery.of(
                        jdbc,
                        "select m.id, m.territory, m.title, m.day, to_char(m.begins, 'HH24:MI') as begins, m.place,"
                                + " m.state, (select count(*) from meeting.seat s where s.meeting = m.id)::int as seats,"
                                + " (select count(s.answer) from meeting.seat s where s.meeting = m.id)::int as answered,"
                                + " (select count(*) from meeting.resolution r where r.meeting = m.id"
                                + "    and r.state = 'adopted')::int as resolutions,"
                                + " (select n.number_year from meeting.minutes n where n.meeting = m.id) as number_year,"
                                + " (select n.number from meeting.minutes n where n.meeting = m.id) as number"
                                + " from meeting.meeting m where " + SEEN
                                + " and (cast(:state as text) is null or m.state = :state)"
                                + " and (cast(:territory as text) is null or m.territory = :territory)"
                                + " and (cast(:from as date) is null or m.day >= :from)"
                                + " and (cast(:to as date) is null or m.day <= :to)"
                                + " and (m.title ilike :like or m.place ilike :like)")
                .with(reader.parameters())
                .with("state", state)
                .with("territory", territory)
                .with("from", from)
                .with("to", to)
                .page(query, MeetingController.COLUMNS.order(query, "m.day desc", "m.id"), Rows.to(Counted.class));
    }

    List<Seat> seatsOf(UUID meeting) {
        return jdbc.sql(SEATS + " where s.meeting = :meeting order by not s.is_member, s.unit <> '00', s.unit, s.role")
                .param("meeting", meeting)
                .query(Rows.to(Seat.class))
                .list();
    }

    void addSeat(UUID meeting, NewMeeting.NewSeat seat) {
        jdbc.sql("""
                        insert into meeting.seat (id, meeting, unit, role, is_member)
                        values (:id, :meeting, :unit, :role, :isMember)
                        """)
                .params(Rows.of(seat))
                .param("id", UUID.randomUUID())
                .param("meeting", meeting)
                .update();
    }

    void removeSeats(Collection<UUID> seats) {
        jdbc.sql("delete from meeting.seat where id = any(:ids)")
                .param("ids", seats.toArray(UUID[]::new))
                .update();
    }

    void setMember(UUID seat, boolean isMember) {
        jdbc.sql("update meeting.seat set is_member = :is where id = :id")
                .param("id", seat)
                .param("is", isMember)
                .update();
    }

    /// Answers are asked for anew, because the meeting was moved.
    void forgetAnswers(UUID meeting) {
        jdbc.sql("""
                        update meeting.seat
                           set answer = null, answer_text = null, answered_by = null, answered_by_id = null,
                               answered_for = null, answered_at = null, substitute_name = null,
                               substitute_position = null, substitute_id = null
                         where meeting = :meeting
                        """).param("meeting", meeting).update();
    }

    void answer(UUID seat, Meetings.Answered said, Person by, @Nullable String answeredFor, Instant now) {
        jdbc.sql("""
                        update meeting.seat
                           set answer = :answer, answer_text = :text, answered_by = :by, answered_by_id = :byId,
                               answered_for = :for, answered_at = :now, substitute_name = :substituteName,
                               substitute_position = :substitutePosition, substitute_id = :substitute
                         where id = :id
                        """)
                .params(Rows.of(said))
                .param("id", seat)
                .param("by", by.name())
                .param("byId", Rows.parameter(by.id()))
                .param("for", answeredFor)
                .param("now", Rows.parameter(now))
                .update();
    }

    void attend(UUID seat, boolean attended, @Nullable String name) {
        jdbc.sql("update meeting.seat set attended = :attended, attended_name = :name where id = :id")
                .param("id", seat)
                .param("attended", attended)
                .param("name", name)
                .update();
    }
}
