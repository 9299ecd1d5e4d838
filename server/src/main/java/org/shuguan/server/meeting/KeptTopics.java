package org.shuguan.server.meeting;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Person;
import org.shuguan.server.access.Scope;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.Listing;
import org.shuguan.server.platform.PagedQuery;
import org.shuguan.server.platform.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Topics and the agenda items that they become.
@Repository
class KeptTopics {
    private static final String COLUMNS = "t.id, t.number, t.territory, t.unit, t.origin, t.subject, t.link, t.title,"
            + " t.reason, t.proposal, t.state, t.answer, t.answered_by, t.answered_at, t.merged_into, t.created_by,"
            + " t.created_at, t.revision";
    private static final String SELECT = "select " + COLUMNS + " from meeting.topic t";
    private static final String ITEMS = "select i.id, i.meeting, i.topic, i.position, i.kind, i.figures,"
            + " i.note, i.outcome, i.revision from meeting.item i";

    /// What a reader sees: what their units raised, all of the territories for which they prepare or chair, and what
    /// is on the agenda of a meeting that they see.
    private static final String SEEN = "(" + Scope.condition("t.territory", "prepared") + " or "
            + Scope.condition("t.unit", "seen")
            + " or exists (select from meeting.item i join meeting.meeting m on m.id = i.meeting where i.topic = t.id and "
            + KeptMeetings.SEEN + "))";

    private final JdbcClient jdbc;

    KeptTopics(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    String nextNumber(int year) {
        long next = jdbc.sql("select nextval('meeting.topic_number')")
                .query((row, n) -> row.getLong(1))
                .single();
        return "YT%d-%05d".formatted(year, next);
    }

    void add(Topic one, Person by) {
        jdbc.sql("""
                        insert into meeting.topic (id, number, territory, unit, origin, subject, link, title, reason,
                                                   proposal, state, answer, answered_by, answered_at, created_by,
                                                   created_by_id, created_at, changed_at)
                        values (:id, :number, :territory, :unit, :origin, :subject, :link, :title, :reason, :proposal,
                                :state, :answer, :answeredBy, :answeredAt, :createdBy, :byId, :createdAt, :createdAt)
                        """)
                .params(Rows.of(one))
                .param("byId", Rows.parameter(by.id()))
                .update();
    }

    /// Changes columns of a locked topic.
    ///
    /// @param columns column → value; the columns are constants, never user input
    void change(UUID id, Map<String, ? extends @Nullable Object> columns, Instant now) {
        StringBuilder set = new StringBuilder();
        Map<String, @Nullable Object> values = new HashMap<>();
        columns.forEach((column, value) -> {
            set.append(", ").append(column).append(" = :").append(column);
            values.put(column, Rows.parameter(value));
        });
        jdbc.sql("update meeting.topic set revision = revision + 1, changed_at = :now" + set + " where id = :id")
                .params(values)
                .param("id", id)
                .param("now", Rows.parameter(now))
                .update();
    }

    /// Locks the topic until the transaction ends.
    Optional<Topic> lock(UUID id) {
        return jdbc.sql(SELECT + " where t.id = :id for update")
                .param("id", id)
                .query(Rows.to(Topic.class))
                .optional();
    }

    Optional<Topic> seen(UUID id, KeptMeetings.Reader reader) {
        return jdbc.sql(SELECT + " where t.id = :id and " + SEEN)
                .param("id", id)
                .params(reader.parameters())
                .query(Rows.to(Topic.class))
                .optional();
    }

    List<Topic> find(Collection<UUID> ids) {
        return jdbc.sql(SELECT + " where t.id = any(:ids)")
                .param("ids", ids.toArray(UUID[]::new))
                .query(Rows.to(Topic.class))
                .list();
    }

    /// The open topic about a subject.
    Optional<Topic> openAbout(Topic.Origin origin, String subject) {
        return jdbc.sql(SELECT + " where t.origin = :origin and t.subject = :subject"
                        + " and t.state in ('raised', 'accepted')")
                .param("origin", origin.word())
                .param("subject", subject)
                .query(Rows.to(Topic.class))
                .optional();
    }

    /// Topics that were merged into this one.
    List<Topic> mergedInto(UUID id) {
        return jdbc.sql(SELECT + " where t.merged_into = :id order by t.number")
                .param("id", id)
                .query(Rows.to(Topic.class))
                .list();
    }

    Listing<Topic> list(
            KeptMeetings.Reader reader,
            @Nullable String state,
            @Nullable String origin,
            @Nullable String unit,
            @Nullable String territory,
            boolean free,
            ListQuery query) {
        return PagedQuery.of(
                        jdbc,
                        SELECT + " where " + SEEN
                                + " and (cast(:state as text) is null or t.state = :state"
                                + "   or (:state = 'open' and t.state in ('raised', 'accepted')))"
                                + " and (cast(:origin as text) is null or t.origin = :origin)"
                                + " and (cast(:unit as text) is null or t.unit = :unit)"
                                + " and (cast(:territory as text) is null or t.territory = :territory)"
                                + " and (not :free or (t.state = 'accepted' and not exists (select from meeting.item i"
                                + "   join meeting.meeting m on m.id = i.meeting where i.topic = t.id"
                                + "   and m.state in ('planned', 'convened', 'open'))))"
                                + " and (t.title ilike :like or t.number ilike :like or t.reason ilike :like"
                                + "   or t.proposal ilike :like)")
                .with(reader.parameters())
                .with("state", state)
                .with("origin", origin)
                .with("unit", unit)
                .with("territory", territory)
                .with("free", free)
                .page(query, TopicController.COLUMNS.order(query, "t.created_at desc", "t.id"), Rows.to(Topic.class));
    }

    List<Item> itemsOf(UUID meeting) {
        return jdbc.sql(ITEMS + " where i.meeting = :meeting order by i.position")
                .param("meeting", meeting)
                .query(Rows.to(Item.class))
                .list();
    }

    /// The items of a topic with their meetings, the newest first.
    List<Item> itemsOfTopic(UUID topic) {
        return jdbc.sql(ITEMS + " join meeting.meeting m on m.id = i.meeting where i.topic = :topic"
                        + " order by m.day desc, m.begins desc")
                .param("topic", topic)
                .query(Rows.to(Item.class))
                .list();
    }

    /// Whether the topic is on the agenda of a meeting that is neither over nor cancelled.
    boolean isOnAnAgenda(UUID topic) {
        return jdbc.sql("select exists (select from meeting.item i join meeting.meeting m on m.id = i.meeting"
                        + " where i.topic = :topic and m.state in ('planned', 'convened', 'open'))")
                .param("topic", topic)
                .query((row, n) -> row.getBoolean(1))
                .single();
    }

    UUID put(UUID meeting, UUID topic, Item.Kind kind) {
        UUID id = UUID.randomUUID();
        jdbc.sql("""
                        insert into meeting.item (id, meeting, topic, position, kind)
                        select :id, :meeting, :topic, coalesce(max(position), 0) + 1, :kind
                          from meeting.item where meeting = :meeting
                        """)
                .param("id", id)
                .param("meeting", meeting)
                .param("topic", topic)
                .param("kind", kind.word())
                .update();
        return id;
    }

    void place(UUID item, int position, Item.Kind kind) {
        jdbc.sql("update meeting.item set position = :position, kind = :kind where id = :id")
                .param("id", item)
                .param("position", position)
                .param("kind", kind.word())
                .update();
    }

    void takeOff(UUID item) {
        jdbc.sql("delete from meeting.item where id = :id").param("id", item).update();
    }

    void freeze(UUID item, String figures) {
        jdbc.sql("update meeting.item set figures = :figures where id = :id")
                .param("id", item)
                .param("figures", figures)
                .update();
    }

    void note(UUID item, String note, Item.@Nullable Outcome outcome) {
        jdbc.sql("update meeting.item set note = :note, outcome = :outcome, revision = revision + 1 where id = :id")
                .param("id", item)
                .param("note", note)
                .param("outcome", Rows.parameter(outcome))
                .update();
    }
}
