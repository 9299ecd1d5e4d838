package org.shuguan.server.platform;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.modulith.events.core.EventSerializer;
import org.springframework.stereotype.Repository;
import org.springframework.util.ClassUtils;

/// Which events have not reached a listener: those whose listener failed, and those that are older than a minute,
/// because their listener does not end or the server was stopped.
@Repository
public class UndeliveredEvents {
    /// An event that is younger and has not failed is on its way.
    private static final Duration ON_ITS_WAY = Duration.ofMinutes(1);

    private static final String SELECT = """
            select p.id, p.listener_id, p.event_type, p.serialized_event, p.publication_date,
                   coalesce(p.status, 'FAILED') as status, coalesce(p.completion_attempts, 1) as attempts,
                   coalesce(p.last_resubmission_date, p.publication_date) as last_try_at, f.kind, f.number
              from platform.event_publication p left join platform.event_failure f on f.publication = p.id
             where p.completion_date is null
               and (coalesce(p.status, 'FAILED') in ('FAILED', 'RESUBMITTED')
                    or f.publication is not null or p.publication_date < :young)
            """;

    private final JdbcClient jdbc;
    private final EventSerializer serializer;
    private final EventRedelivery redelivery;
    private final Clock clock;

    UndeliveredEvents(JdbcClient jdbc, EventSerializer serializer, EventRedelivery redelivery, Clock clock) {
        this.jdbc = jdbc;
        this.serializer = serializer;
        this.redelivery = redelivery;
        this.clock = clock;
    }

    /// One page of them.
    ///
    /// @param types classes of events that are found whatever the search words
    /// @param order made of the columns `event_type`, `listener_id`, `publication_date`, `attempts`, `last_try_at`
    public Listing<UndeliveredEvent> list(Collection<String> types, ListQuery query, String order) {
        return PagedQuery.of(
                        jdbc,
                        "select * from (" + SELECT + ") found where event_type ilike :like or listener_id ilike :like"
                                + " or event_type = any(:types)")
                .with("young", young())
                .with("types", types.toArray(String[]::new))
                .page(query, order, row());
    }

    /// The classes of all of them.
    public List<String> types() {
        return jdbc.sql("select distinct event_type from (" + SELECT + ") found order by 1")
                .param("young", young())
                .query((row, n) -> row.getString(1))
                .list();
    }

    public Optional<UndeliveredEvent> find(UUID id) {
        return jdbc.sql("select * from (" + SELECT + ") found where id = :id")
                .param("young", young())
                .param("id", id)
                .query(row())
                .optional();
    }

    /// How many were sent at least so often.
    public long count(int attempts) {
        return jdbc.sql("select count(*) from (" + SELECT + ") found where attempts >= :attempts")
                .param("young", young())
                .param("attempts", attempts)
                .query((row, n) -> row.getLong(1))
                .single();
    }

    /// Sends one again at once, without waiting for its time; whether it reaches its listener is seen afterwards.
    /// Call it outside of a transaction.
    ///
    /// @return false if it was not sent, because it is under way or has reached its listener
    public boolean sendNow(UUID id) {
        return redelivery.sendNow(id);
    }

    private @Nullable Object young() {
        return Rows.parameter(clock.instant().minus(ON_ITS_WAY));
    }

    private RowMapper<UndeliveredEvent> row() {
        Map<String, Optional<Class<?>>> classes = new HashMap<>();
        return (row, n) -> {
            String type = row.getString("event_type");
            String listener = row.getString("listener_id");
            // org.shuguan.server.module.Listener.method(org.shuguan.server.other.Event)
            int arguments = listener.indexOf('(');
            String method = arguments < 0 ? listener : listener.substring(0, arguments);
            String[] names = method.split("[.$]", -1);
            boolean underWay = !row.getString("status").equals("FAILED");
            Instant last = instant(row, "last_try_at");
            int attempts = row.getInt("attempts");
            return new UndeliveredEvent(
                    row.getObject("id", UUID.class),
                    type,
                    names.length < 2 ? method : names[names.length - 2],
                    module(method),
                    classes.computeIfAbsent(type, UndeliveredEvents::classNamed)
                            .map(named -> read(row, named))
                            .orElse(null),
                    instant(row, "publication_date"),
                    attempts,
                    underWay,
                    last,
                    underWay ? null : last.plus(EventRedelivery.BACK_OFF.after(attempts)),
                    row.getString("kind"),
                    row.getObject("number", UUID.class));
        };
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static String module(String listener) {
        String house = "org.shuguan.server.";
        return listener.startsWith(house) ? listener.substring(house.length()).split("\\.", 2)[0] : "";
    }

    private static Optional<Class<?>> classNamed(String type) {
        try {
            return Optional.of(ClassUtils.forName(type, UndeliveredEvents.class.getClassLoader()));
        } catch (ClassNotFoundException | LinkageError gone) {
            return Optional.empty();
        }
    }

    /// Null if it was written by another release of the program in another form.
    private @Nullable Object read(ResultSet row, Class<?> type) {
        try {
            return serializer.deserialize(row.getString("serialized_event"), type);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        } catch (RuntimeException otherForm) {
            return null;
        }
    }
}
