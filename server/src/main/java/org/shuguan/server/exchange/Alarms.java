package org.shuguan.server.exchange;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Actor;
import org.shuguan.server.access.Scope;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.CityTime;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.Listing;
import org.shuguan.server.platform.PagedQuery;
import org.shuguan.server.platform.Rows;
import org.shuguan.server.settings.Setting;
import org.shuguan.server.settings.Settings;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/// Looks for use of grants that is unlike their use before, in the record of calls. An alarm does not stop anything: a
/// person looks into it, and may suspend the grant.
@Service
@Transactional
class Alarms {
    /// An alarm as it is kept.
    ///
    /// @param facts figures of its sentence, as JSON
    /// @param finding null while it is open
    record Row(
            UUID id,
            UUID dataGrant,
            String grantNumber,
            String resource,
            UnitCode owner,
            UnitCode consumer,
            String clientName,
            LocalDate day,
            AlarmKind kind,
            String facts,
            Instant raisedAt,
            @Nullable String finding,
            @Nullable Instant closedAt,
            @Nullable UUID closedBy,
            @Nullable String closedByName) {}

    /// A grant that was used lately.
    private record Used(UUID dataGrant, String grantNumber, String resource, UnitCode owner, UnitCode consumer) {}

    /// What alarms compare with, in days.
    private static final int BEFORE = 14;
    /// With fewer days of use nothing is usual yet.
    private static final int LEAST_DAYS = 5;

    private static final int LEAST_ROWS = 1000;
    private static final LocalTime NIGHT_ENDS = LocalTime.of(5, 0);
    private static final int LEAST_AT_NIGHT = 20;
    /// A client that calls on more nights than this is one that calls at night.
    private static final int MOST_NIGHTS = 1;

    private static final Duration LATELY = Duration.ofHours(1);
    private static final int LEAST_CALLS = 100;
    private static final double NEARLY_ALL = 0.9;
    private static final double MOSTLY = 0.8;
    private static final int EXAMINED = 5000;

    private static final String SELECT = """
            select id, data_grant, grant_number, resource, owner, consumer, client_name, day, kind, cast(facts as text) as facts,
                   raised_at, finding, closed_at, closed_by, closed_by_name
              from exchange.alarm
            """;

    private final JdbcClient jdbc;
    private final Setting<Integer> times;
    private final JsonMapper json;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Alarms(
            JdbcClient jdbc,
            Settings settings,
            JsonMapper json,
            ApplicationEventPublisher events,
            TransactionTemplate transaction,
            Clock clock) {
        this.jdbc = jdbc;
        this.times = settings.number("exchange.alarm-times");
        this.json = json;
        this.events = events;
        this.transaction = transaction;
        this.clock = clock;
    }

    /// Looks at the grants that were used today or yesterday. Each has a transaction of its own: an alarm is an entry
    /// of the audit record, for which other writers would wait until all grants were looked at.
    ///
    /// @return number of alarms that were raised
    @Transactional(propagation = Propagation.NOT_SUPPORTED)
    int look() {
        Instant now = clock.instant();
        LocalDate today = CityTime.day(now);
        int raised = 0;
        List<Used> used = jdbc.sql("""
                        select data_grant, max(grant_number) as grant_number, max(resource) as resource,
                               max(owner) as owner, max(consumer) as consumer
                          from exchange.daily where day >= :yesterday group by data_grant order by 2
                        """)
                .param("yesterday", today.minusDays(1))
                .query(Rows.to(Used.class))
                .list();
        for (Used grant : used) {
            raised += transaction.execute(status -> look(grant, today, now));
        }
        return raised;
    }

    private int look(Used grant, LocalDate today, Instant now) {
        return raise(grant, today, now, AlarmKind.VOLUME, volume(grant.dataGrant(), today))
                + raise(grant, today, now, AlarmKind.NIGHT, night(grant.dataGrant(), today, now))
                + raise(grant, today, now, AlarmKind.WALK, walk(grant.dataGrant(), now))
                + raise(grant, today, now, AlarmKind.EMPTY, empty(grant.dataGrant(), now));
    }

    private Optional<Map<String, Object>> volume(UUID grant, LocalDate today) {
        record Days(long rows, long most, long days) {}
        Days days = jdbc.sql("""
                        select coalesce(sum(row_count) filter (where day = :today), 0) as rows,
                               coalesce(max(row_count) filter (where day < :today), 0) as most,
                               count(*) filter (where day < :today) as days
                          from exchange.daily where data_grant = :grant and day between :first and :today
                        """)
                .param("grant", grant)
                .param("today", today)
                .param("first", today.minusDays(BEFORE))
                .query(Rows.to(Days.class))
                .single();
        boolean odd = days.days() >= LEAST_DAYS
                && days.rows() >= LEAST_ROWS
                && days.rows() > times.today() * Math.max(1, days.most());
        return odd ? Optional.of(Map.of("rows", days.rows(), "most", days.most())) : Optional.empty();
    }

    private Optional<Map<String, Object>> night(UUID grant, LocalDate today, Instant now) {
        Instant begin = CityTime.startOf(today);
        Instant end = begin.plus(Duration.between(LocalTime.MIDNIGHT, NIGHT_ENDS));
        long calls = callsBetween(grant, begin, now.isBefore(end) ? now : end);
        if (calls < LEAST_AT_NIGHT || daysOfUse(grant, today) < LEAST_DAYS) {
            return Optional.empty();
        }
        long nights = IntStream.rangeClosed(1, BEFORE)
                .filter(day ->
                        callsBetween(grant, begin.minus(day, ChronoUnit.DAYS), end.minus(day, ChronoUnit.DAYS)) > 0)
                .count();
        return nights <= MOST_NIGHTS ? Optional.of(Map.of("calls", calls)) : Optional.empty();
    }

    private long daysOfUse(UUID grant, LocalDate today) {
        return jdbc.sql(
                        "select count(*) from exchange.daily where data_grant = :grant and day >= :first and day < :today")
                .param("grant", grant)
                .param("first", today.minusDays(BEFORE))
                .param("today", today)
                .query(Long.class)
                .single();
    }

    /// Number of answered calls, at most as many as make a night odd.
    private long callsBetween(UUID grant, Instant from, Instant until) {
        return jdbc.sql("""
                        select count(*) from (select 1 from exchange.call
                         where data_grant = :grant and at >= :from and at < :until and status < 400 limit :most) calls
                        """)
                .param("grant", grant)
                .param("from", Rows.parameter(from))
                .param("until", Rows.parameter(until))
                .param("most", EXAMINED)
                .query(Long.class)
                .single();
    }

    /// The newest calls of the last hour that asked for one key; the number at the end of a filter is the key.
    private Optional<Map<String, Object>> walk(UUID grant, Instant now) {
        record Steps(long calls, long steps) {}
        Steps steps = jdbc.sql("""
                        with asked as (
                            select sequence, cast((regexp_match(filter, '= ''?[^0-9'']{0,20}([0-9]{1,18})''?$'))[1] as bigint) as key
                              from (select sequence, filter from exchange.call
                                     where data_grant = :grant and at >= :from and at < :until
                                       and action in ('read', 'lookup', 'verify')
                                     order by at desc limit :most) calls),
                        steps as (
                            select key, key - lag(key) over (order by sequence) as step from asked where key is not null)
                        select count(*) as calls, count(*) filter (where step = 1 or step = -1) as steps from steps
                        """)
                .param("grant", grant)
                .param("from", Rows.parameter(now.minus(LATELY)))
                .param("until", Rows.parameter(now))
                .param("most", EXAMINED)
                .query(Rows.to(Steps.class))
                .single();
        return steps.calls() >= LEAST_CALLS && steps.steps() >= MOSTLY * steps.calls()
                ? Optional.of(Map.of("calls", steps.calls(), "steps", steps.steps()))
                : Optional.empty();
    }

    private Optional<Map<String, Object>> empty(UUID grant, Instant now) {
        record Answers(long calls, long without) {}
        Answers answers = jdbc.sql("""
                        select count(*) as calls, count(*) filter (where row_count = 0) as without
                          from (select row_count from exchange.call
                                 where data_grant = :grant and at >= :from and at < :until
                                   and action in ('read', 'lookup') and status = 200 and filter <> ''
                                 order by at desc limit :most) calls
                        """)
                .param("grant", grant)
                .param("from", Rows.parameter(now.minus(LATELY)))
                .param("until", Rows.parameter(now))
                .param("most", EXAMINED)
                .query(Rows.to(Answers.class))
                .single();
        return answers.calls() >= LEAST_CALLS && answers.without() >= NEARLY_ALL * answers.calls()
                ? Optional.of(Map.of("calls", answers.calls(), "without", answers.without()))
                : Optional.empty();
    }

    private int raise(Used grant, LocalDate day, Instant now, AlarmKind kind, Optional<Map<String, Object>> odd) {
        if (odd.isEmpty()) {
            return 0;
        }
        UUID id = UUID.randomUUID();
        String client = jdbc.sql(
                        "select client_name from exchange.call where data_grant = :grant order by at desc limit 1")
                .param("grant", grant.dataGrant())
                .query(String.class)
                .optional()
                .orElse("");
        int added = jdbc.sql("""
                        insert into exchange.alarm (id, data_grant, grant_number, resource, owner, consumer, client_name, day,
                                                    kind, facts, raised_at)
                        values (:id, :grant, :number, :resource, :owner, :consumer, :client, :day, :kind,
                                cast(:facts as jsonb), :now)
                        on conflict (data_grant, kind, day) do nothing
                        """)
                .param("id", id)
                .param("grant", grant.dataGrant())
                .param("number", grant.grantNumber())
                .param("resource", grant.resource())
                .param("owner", grant.owner().value())
                .param("consumer", grant.consumer().value())
                .param("client", client)
                .param("day", day)
                .param("kind", kind.word())
                .param("facts", json.writeValueAsString(odd.get()))
                .param("now", Rows.parameter(now))
                .update();
        if (added > 0) {
            events.publishEvent(
                    new AlarmEvent(id, grant.grantNumber(), grant.owner(), grant.consumer(), client, kind, null, null));
        }
        return added;
    }

    /// Alarms of grants whose owner or consumer is in the scope.
    @Transactional(readOnly = true)
    Listing<Row> list(Scope scope, @Nullable String kind, @Nullable Boolean open, ListQuery query, String order) {
        return PagedQuery.of(
                        jdbc,
                        SELECT + " where (" + Scope.condition("owner", "seen") + " or "
                                + Scope.condition("consumer", "seen") + ")"
                                + " and (cast(:kind as text) is null or kind = :kind)"
                                + " and (cast(:open as boolean) is null or (closed_at is null) = :open)"
                                + " and (grant_number ilike :like or resource ilike :like or client_name ilike :like"
                                + " or finding ilike :like)")
                .with(scope.parameters("seen"))
                .with("kind", kind)
                .with("open", open)
                .page(query, order, Rows.to(Row.class));
    }

    @Transactional(readOnly = true)
    Optional<Row> find(UUID id) {
        return jdbc.sql(SELECT + " where id = :id")
                .param("id", id)
                .query(Rows.to(Row.class))
                .optional();
    }

    /// Closes an alarm with what was found.
    ///
    /// @throws ExchangeRefused if it is closed already
    void close(Row alarm, String finding, Actor actor) {
        int closed = jdbc.sql("""
                        update exchange.alarm set finding = :finding, closed_at = :now, closed_by = :by,
                               closed_by_name = :name
                         where id = :id and closed_at is null
                        """)
                .param("finding", finding)
                .param("now", Rows.parameter(clock.instant()))
                .param("by", actor.officer().value())
                .param("name", actor.officerName())
                .param("id", alarm.id())
                .update();
        if (closed == 0) {
            throw ExchangeRefused.alarmClosed();
        }
        events.publishEvent(new AlarmEvent(
                alarm.id(),
                alarm.grantNumber(),
                alarm.owner(),
                alarm.consumer(),
                alarm.clientName(),
                alarm.kind(),
                finding,
                actor.officer()));
    }
}
