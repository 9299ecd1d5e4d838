package org.shuguan.server.meeting;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Scope;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.Listing;
import org.shuguan.server.platform.PagedQuery;
import org.shuguan.server.platform.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Resolutions of meetings.
@Repository
class KeptResolutions {
    private static final String SELECT =
            "select r.id, r.meeting, r.item, r.position, r.title, r.requirement, r.measure,"
                    + " r.kind, r.lead, r.due, r.due_text, r.state, r.manner, r.yes, r.no, r.abstain, r.decided_at, r.decided_by,"
                    + " r.follow_up, r.revision from meeting.resolution r";

    /// A resolution that was decided, with its meeting.
    record Decided(
            UUID id,
            UUID meeting,
            String meetingTitle,
            LocalDate day,
            int position,
            String title,
            UnitCode lead,
            LocalDate due,
            String dueText,
            Resolution.State state,
            Resolution.Manner manner,
            @Nullable UUID followUp) {}

    private final JdbcClient jdbc;

    KeptResolutions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    UUID add(UUID meeting, NewResolution wanted, Instant now) {
        UUID id = UUID.randomUUID();
        jdbc.sql("""
                        insert into meeting.resolution (id, meeting, item, position, title, requirement, measure, kind,
                                                        lead, due, due_text, state, changed_at)
                        select :id, :meeting, :item, coalesce(max(position), 0) + 1, :title, :requirement, :measure, :kind,
                               :lead, :due, :dueText, 'draft', :now
                          from meeting.resolution where meeting = :meeting
                        """)
                .params(columns(wanted))
                .param("id", id)
                .param("meeting", meeting)
                .param("now", Rows.parameter(now))
                .update();
        units(id, wanted);
        return id;
    }

    void save(UUID id, NewResolution wanted, Instant now) {
        jdbc.sql("""
                        update meeting.resolution
                           set item = :item, title = :title, requirement = :requirement, measure = :measure, kind = :kind,
                               lead = :lead, due = :due, due_text = :dueText, revision = revision + 1, changed_at = :now
                         where id = :id
                        """)
                .params(columns(wanted))
                .param("id", id)
                .param("now", Rows.parameter(now))
                .update();
        jdbc.sql("delete from meeting.resolution_unit where resolution = :id")
                .param("id", id)
                .update();
        units(id, wanted);
    }

    private static Map<String, @Nullable Object> columns(NewResolution wanted) {
        Map<String, @Nullable Object> columns = Rows.of(wanted);
        columns.remove("parts");
        return columns;
    }

    private void units(UUID id, NewResolution wanted) {
        wanted.parts()
                .forEach(part -> jdbc.sql("""
                        insert into meeting.resolution_unit (resolution, unit, text) values (:id, :unit, :text)
                        """)
                        .param("id", id)
                        .param("unit", Rows.parameter(part.unit()))
                        .param("text", part.text())
                        .update());
    }

    /// Removes a draft; those after it move up.
    void remove(Resolution one) {
        jdbc.sql("delete from meeting.resolution where id = :id")
                .param("id", one.id())
                .update();
        jdbc.sql("update meeting.resolution set position = position - 1"
                        + " where meeting = :meeting and position > :position")
                .param("meeting", one.meeting())
                .param("position", one.position())
                .update();
    }

    void decide(
            UUID id, Resolution.State state, Resolutions.Vote vote, @Nullable UUID followUp, String by, Instant now) {
        jdbc.sql("""
                        update meeting.resolution
                           set state = :state, manner = :manner, yes = :yes, no = :no, abstain = :abstain,
                               follow_up = :followUp, decided_by = :by, decided_at = :now, changed_at = :now,
                               revision = revision + 1
                         where id = :id
                        """)
                .params(Rows.of(vote))
                .param("id", id)
                .param("state", state.word())
                .param("followUp", followUp)
                .param("by", by)
                .param("now", Rows.parameter(now))
                .update();
    }

    Optional<Resolution> find(UUID meeting, UUID id) {
        return jdbc.sql(SELECT + " where r.id = :id and r.meeting = :meeting")
                .param("id", id)
                .param("meeting", meeting)
                .query(Rows.to(Resolution.class))
                .optional();
    }

    List<Resolution> of(UUID meeting) {
        return jdbc.sql(SELECT + " where r.meeting = :meeting order by r.position")
                .param("meeting", meeting)
                .query(Rows.to(Resolution.class))
                .list();
    }

    /// A resolution that was adopted, as far as it says whose work it is.
    record Adopted(UnitCode lead, UUID followUp) {}

    /// All that were adopted before a moment.
    List<Adopted> adopted(Instant until) {
        return jdbc.sql(
                        "select lead, follow_up from meeting.resolution where state = 'adopted' and decided_at < :until")
                .param("until", Rows.parameter(until))
                .query(Rows.to(Adopted.class))
                .list();
    }

    /// The units that take part, by resolution.
    Map<UUID, List<Resolution.Unit>> units(Collection<UUID> resolutions) {
        return jdbc
                .sql("select resolution, unit, text from meeting.resolution_unit where resolution = any(:ids)"
                        + " order by unit")
                .param("ids", resolutions.toArray(UUID[]::new))
                .query(Rows.to(Resolution.Unit.class))
                .list()
                .stream()
                .collect(Collectors.groupingBy(Resolution.Unit::resolution));
    }

    /// The resolutions that were decided at the meetings that the reader sees, and those that the reader's units have
    /// to carry out, whoever was invited.
    ///
    /// @param lead only those that this unit leads, null for all
    /// @param followUps only those that became one of these, null for all
    Listing<Decided> list(
            KeptMeetings.Reader reader,
            @Nullable String state,
            @Nullable String unit,
            @Nullable UUID meeting,
            @Nullable UnitCode lead,
            @Nullable Collection<UUID> followUps,
            ListQuery query) {
        return PagedQuery.of(
                        jdbc,
                        "select r.id, r.meeting, m.title as meeting_title, m.day, r.position, r.title, r.lead, r.due,"
                                + " r.due_text, r.state, r.manner, r.follow_up from meeting.resolution r"
                                + " join meeting.meeting m on m.id = r.meeting where r.state <> 'draft' and "
                                + "(" + KeptMeetings.SEEN + " or (r.state = 'adopted' and "
                                + Scope.condition("r.lead", "seen") + "))"
                                + " and (cast(:lead as text) is null or r.lead = :lead)"
                                + " and (cast(:followUps as uuid[]) is null or r.follow_up = any(:followUps))"
                                + " and (cast(:state as text) is null or r.state = :state)"
                                + " and (cast(:meeting as uuid) is null or r.meeting = :meeting)"
                                + " and (cast(:unit as text) is null or r.lead = :unit or exists (select"
                                + "   from meeting.resolution_unit u where u.resolution = r.id and u.unit = :unit))"
                                + " and (r.title ilike :like or r.requirement ilike :like or m.title ilike :like)")
                .with(reader.parameters())
                .with("state", state)
                .with("unit", unit)
                .with("meeting", meeting)
                .with("lead", Rows.parameter(lead))
                .with("followUps", followUps == null ? null : followUps.toArray(UUID[]::new))
                .page(
                        query,
                        ResolutionController.COLUMNS.order(query, "m.day desc, r.position", "r.id"),
                        Rows.to(Decided.class));
    }
}
