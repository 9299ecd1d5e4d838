package org.shuguan.server.sharing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.notice.Recipient;
import org.shuguan.server.platform.Rows;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.PropertiesLoaderUtils;

/// Who is notified of which change of a request and of a grant. 01 asks, 02 owns the entry.
class SharingEventTest {
    private static final OfficerId SOMEBODY = OfficerId.fresh();
    private static final UnitCode ASKING = new UnitCode("01");
    private static final UnitCode OWNING = new UnitCode("02");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "EDIT|",
                "SUBMIT|unit-cdo@01",
                "AGREE|data-steward@01 bureau-operator@01",
                "RETURN|data-steward@01",
                "FORWARD|unit-cdo@02 data-steward@02",
                "GRANT|unit-cdo@01 data-steward@01",
                "GRANT_BY_RULE|unit-cdo@01 data-steward@01 unit-cdo@02 data-steward@02",
                "REFUSE|unit-cdo@01 data-steward@01",
                "ASK|security-reviewer@02",
                "OPINE|unit-cdo@02 data-steward@02",
                "EXTEND|bureau-operator@02",
                "ALLOW|unit-cdo@01 data-steward@01 unit-cdo@02 data-steward@02",
                "APPEAL|unit-cdo@02 data-steward@02 bureau-operator@01",
                "UPHOLD|unit-cdo@01 data-steward@01 unit-cdo@02 data-steward@02",
            })
    void thePersonsConcernedAreNotified(SharingEvent.What what, String people) {
        List<String> named = event(what).notifications().stream()
                .flatMap(notification -> notification.to().stream())
                .map(SharingEventTest::word)
                .toList();
        assertThat(named).containsExactlyInAnyOrder(people == null ? new String[0] : people.split(" "));
    }

    @ParameterizedTest
    @EnumSource
    void theActorIsNotNotifiedAndTheTextsExist(SharingEvent.What what) throws IOException {
        Properties texts = texts();
        assertThat(texts).containsKey("audit." + event(what).action());
        event(what).notifications().forEach(notification -> {
            assertThat(notification.except()).isEqualTo(SOMEBODY);
            assertThat(texts).containsKey("notice." + notification.notice().code());
        });
    }

    @ParameterizedTest
    @EnumSource
    void bothSidesLearnWhatHappensToAGrant(GrantEvent.What what) throws IOException {
        var event = new GrantEvent(
                new UUID(0, 1), "GX1", "数据", OWNING, ASKING, what, SOMEBODY, "理由", Map.of(), Instant.EPOCH);
        Properties texts = texts();
        assertThat(texts).containsKey("audit." + event.action());
        event.notifications()
                .forEach(notification -> assertThat(texts)
                        .containsKey("notice." + notification.notice().code()));
        if (what == GrantEvent.What.SUSPEND || what == GrantEvent.What.END) {
            assertThat(event.notifications().getFirst().to())
                    .extracting(SharingEventTest::word)
                    .contains("data-steward@01", "unit-cdo@02");
        }
    }

    @Test
    void everyOutcomeOfTheFlowsIsAnEvent() {
        List<String> words =
                Arrays.stream(SharingEvent.What.values()).map(Rows::word).toList();
        assertThat(words)
                .containsAll(Arrays.stream(RequestFlow.Outcome.values())
                        .map(RequestFlow.Outcome::word)
                        .toList());
        assertThat(words)
                .containsAll(Arrays.stream(RequestFlow.PartOutcome.values())
                        .filter(outcome -> outcome != RequestFlow.PartOutcome.SIGN)
                        .map(RequestFlow.PartOutcome::word)
                        .toList());
    }

    private static SharingEvent event(SharingEvent.What what) {
        return new SharingEvent(
                new SharingEvent.Ref(
                        new UUID(0, 1),
                        "SQ1",
                        ASKING,
                        "申请",
                        OWNING,
                        new Recipient.Overseers(Role.SECURITY_REVIEWER, OWNING)),
                what,
                SOMEBODY,
                null,
                Map.of(),
                Instant.EPOCH);
    }

    private static String word(Recipient recipient) {
        return switch (recipient) {
            case Recipient.Holders holders -> holders.role().word() + "@" + holders.unit();
            case Recipient.Overseers overseers -> overseers.role().word() + "@" + overseers.unit();
            case Recipient.Everywhere everywhere -> everywhere.role().word();
            case Recipient.Person person -> person.officer().toString();
        };
    }

    private static Properties texts() throws IOException {
        return PropertiesLoaderUtils.loadProperties(new ClassPathResource("texts/sharing.properties"));
    }
}
