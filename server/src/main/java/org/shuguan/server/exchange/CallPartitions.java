package org.shuguan.server.exchange;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import javax.sql.DataSource;
import org.shuguan.server.platform.DatabaseRoles;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Prepares the partitions of the record of calls: one a month (UTC), so that an operator can detach and archive a
/// month. Calls of a month without a partition are in the default one.
@Component
class CallPartitions {
    private static final int MONTHS_AHEAD = 2;
    private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("'call_'yyyyMM");

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
        LocalDate month = clock.instant().atOffset(ZoneOffset.UTC).toLocalDate().withDayOfMonth(1);
        boolean made = false;
        for (int i = 0; i <= MONTHS_AHEAD; i++) {
            made |= made(month.plusMonths(i));
        }
        if (made) {
            roles.grant();
        }
    }

    private boolean made(LocalDate month) {
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
                            + month + " 00:00:00+00') to ('" + month.plusMonths(1) + " 00:00:00+00')")
                    .update();
            return true;
        } catch (DataAccessException taken) {
            // Calls of this month are in the default partition already, or another node was faster.
            return false;
        }
    }
}
