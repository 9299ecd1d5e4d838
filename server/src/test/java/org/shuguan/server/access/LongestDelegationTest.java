package org.shuguan.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.UnitCode;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;

/// What an upgrade makes of delegations that were given before there was a longest term.
@SpringBootTest
class LongestDelegationTest {
    @Autowired
    DelegationRecords records;

    @Autowired
    JdbcClient jdbc;

    @Test
    void whatIsLongerThanAnyTermEndsNinetyDaysAfterTheUpgradeAndTheRestStays() throws IOException {
        LocalDate today = jdbc.sql("select current_date")
                .query((row, n) -> row.getObject(1, LocalDate.class))
                .single();
        LocalDate ever = LocalDate.of(2099, 12, 31);
        UUID begun = given(LocalDate.of(2021, 8, 10), ever, false);
        UUID ahead = given(today.plusDays(10), ever, false);
        UUID ended = given(LocalDate.of(2021, 8, 10), ever, true);
        UUID within = given(today.minusDays(300), today.plusDays(60), false);
        UUID ending = given(LocalDate.of(2021, 8, 10), today.plusDays(5), false);
        jdbc.sql(new ClassPathResource("db/migration/access/V2__longest_delegation.sql")
                        .getContentAsString(StandardCharsets.UTF_8))
                .update();
        assertThat(lastDay(begun)).isEqualTo(today.plusDays(90));
        assertThat(lastDay(ahead)).isEqualTo(today.plusDays(100));
        assertThat(lastDay(ended)).isEqualTo(ever);
        assertThat(lastDay(within)).isEqualTo(today.plusDays(60));
        assertThat(lastDay(ending)).isEqualTo(today.plusDays(5));
    }

    private LocalDate lastDay(UUID delegation) {
        return records.find(delegation).orElseThrow().validTo();
    }

    private UUID given(LocalDate from, LocalDate until, boolean ended) {
        UUID id = UUID.randomUUID();
        records.add(new Delegation(
                id,
                Role.UNIT_CDO,
                new UnitCode("D1"),
                OfficerId.fresh(),
                "委托人",
                OfficerId.fresh(),
                "受托人",
                from,
                until,
                ended));
        return id;
    }
}
