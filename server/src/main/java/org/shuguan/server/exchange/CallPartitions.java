package org.shuguan.server.exchange;

import java.time.Clock;
import java.time.Duration;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.shuguan.server.platform.DatabaseRoles;
import org.shuguan.server.platform.Rows;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The partitions of the record of calls: one a month (UTC), so that a month can be removed at once when it is
/// archived.
/// Calls of a month without a partition are in the default one.
@Component
class CallPartitions {
    private static final int MONTHS_AHEAD = 2;
    private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("'call_'yyyyMM");
    private static final DateTimeFormatter SHORT = DateTimeFormatter.ofPattern("yyyyMM");
    private static final Duration WAITING = Duration.ofSeconds(3);

    private final JdbcClient jdbc;
    private final DatabaseRoles roles;
    private final Clock clock;

    CallPartitions(DataSource source, DatabaseRoles roles, Clock clock) {
        this.jdbc = JdbcClient.create(roles.owner().orElse(source));
        this.roles = roles;
        this.clock = clock;
    }

    @EventListener(ApplicationReadyEvent.class)
    void prepare() {
        prepare(YearMonth.from(clock.instant().atOffset(ZoneOffset.UTC)), MONTHS_AHEAD);
    }

    /// Makes the partitions of a month and of so many after it.
    void prepare(YearMonth month, int ahead) {
        boolean made = false;
        for (int i = 0; i <= ahead; i++) {
            made |= made(month.plusMonths(i));
        }
        if (made) {
            roles.grant();
        }
    }

    /// The months that have calls in the database, the oldest first.
    List<YearMonth> filled() {
        Set<YearMonth> months = new TreeSet<>();
        for (YearMonth month : partitions()) {
            boolean any = jdbc.sql("select exists (select from exchange." + NAME.format(month) + ")")
                    .query(Boolean.class)
                    .single();
            if (any) {
                months.add(month);
            }
        }
        jdbc.sql("select distinct to_char(at at time zone 'UTC', 'YYYY-MM') from exchange.call_other")
                .query((row, n) -> months.add(YearMonth.parse(row.getString(1))))
                .list();
        return List.copyOf(months);
    }

    private List<YearMonth> partitions() {
        return jdbc.sql("""
                        select substring(c.relname from 6) from pg_inherits i join pg_class c on c.oid = i.inhrelid
                         where i.inhparent = 'exchange.call'::regclass and c.relname ~ '^call_[0-9]{6}$' order by 1
                        """)
                .query((row, n) -> YearMonth.parse(row.getString(1), SHORT))
                .list();
    }

    /// Removes the calls of a month with numbers of an archive. If the month's partition has no others, it is dropped,
    /// which waits a few seconds for readers at most.
    ///
    /// @throws DataAccessException if somebody reads for longer, so that it must be tried again
    void remove(YearMonth month, long first, long last) {
        String name = NAME.format(month);
        if (partitions().contains(month)) {
            boolean others = jdbc.sql("select exists (select from exchange." + name
                            + " where sequence < :first or sequence > :last)")
                    .param("first", first)
                    .param("last", last)
                    .query(Boolean.class)
                    .single();
            if (!others) {
                jdbc.sql("do $$ begin perform set_config('lock_timeout', '" + WAITING.toSeconds()
                                + "s', true); drop table exchange." + name + "; end $$")
                        .update();
            }
        }
        jdbc.sql("delete from exchange.call where at >= :from and at < :until and sequence between :first and :last")
                .param("from", Rows.parameter(ArchivedMonth.from(month)))
                .param("until", Rows.parameter(ArchivedMonth.until(month)))
                .param("first", first)
                .param("last", last)
                .update();
    }

    private boolean made(YearMonth month) {
        String name = NAME.format(month);
        boolean there = jdbc.sql("select to_regclass(:name) is not null")
                .param("name", "exchange." + name)
                .query(Boolean.class)
                .single();
        if (there) {
            return false;
        }
        try {
            jdbc.sql("create table if not exists exchange." + name + " partition of exchange.call for values from ('"
                            + month + "-01 00:00:00+00') to ('" + month.plusMonths(1) + "-01 00:00:00+00')")
                    .update();
            return true;
        } catch (DataAccessException taken) {
            // Calls of this month are in the default partition already, or another node was faster.
            return false;
        }
    }
}
