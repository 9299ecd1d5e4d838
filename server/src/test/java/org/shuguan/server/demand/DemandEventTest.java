package org.shuguan.server.demand;

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
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.notice.Recipient;
import org.shuguan.server.platform.Rows;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.PropertiesLoaderUtils;

/// Who is notified of which change of a demand. 01 asks, 02 is asked, 03 is responsible.
class DemandEventTest {
    private static final OfficerId SOMEBODY = OfficerId.fresh();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CREATE|",
                "EDIT|",
                "DELETE|",
                "SUBMIT|unit-cdo@01",
                "TAKE_BACK|unit-cdo@01",
                "AGREE|data-steward@01 unit-cdo@02 data-steward@02",
                "RETURN|data-steward@01",
                "ACCEPT|data-steward@01 unit-cdo@01 bureau-of@01 unit-cdo@03 data-steward@03",
                "REFUSE|data-steward@01 unit-cdo@01 bureau-of@01",
                "ASK|data-steward@01 unit-cdo@02 data-steward@02",
                "ASSIGN|data-steward@01 unit-cdo@01 bureau-of@01 unit-cdo@03 data-steward@03",
                "FORBID|data-steward@01 unit-cdo@01 bureau-of@01 unit-cdo@03 data-steward@03",
                "ESCALATE|data-steward@01 bureau-of@00",
                "LINK|data-steward@01 unit-cdo@01",
                "OFFER|data-steward@01 unit-cdo@01",
                "CONFIRM|unit-cdo@01 bureau-of@01 unit-cdo@03 data-steward@03",
                "MISSING|unit-cdo@03 data-steward@03",
                "REVIEW|data-steward@01 unit-cdo@01 bureau-of@01",
            })
    void thePersonsConcernedAreNotified(DemandEvent.What what, String people) {
        List<String> named = event(what).notifications().stream()
                .flatMap(notification -> notification.to().stream())
                .map(DemandEventTest::word)
                .toList();
        assertThat(named).containsExactlyInAnyOrder(people == null ? new String[0] : people.split(" "));
    }

    @Test
    void theBureauIsNotifiedOfAnAgreedDemandIfNoUnitIsAsked() {
        DemandEvent.Ref ref = event(DemandEvent.What.AGREE).ref();
        var unasked = new DemandEvent(
                new DemandEvent.Ref(ref.demand(), ref.number(), ref.unit(), ref.title(), null, null),
                DemandEvent.What.AGREE,
                SOMEBODY,
                null,
                Map.of(),
                Instant.EPOCH);
        assertThat(unasked.notifications().getFirst().to())
                .extracting(DemandEventTest::word)
                .contains("bureau-of@01");
    }

    @ParameterizedTest
    @EnumSource
    void theActorIsNotNotifiedAndTheTextsExist(DemandEvent.What what) throws IOException {
        Properties demand = texts("demand");
        Properties notice = texts("notice");
        assertThat(demand).containsKey("audit." + event(what).action());
        event(what).notifications().forEach(notification -> {
            assertThat(notification.except()).isEqualTo(SOMEBODY);
            assertThat(notice).containsKey("notice." + notification.notice().code());
        });
    }

    @Test
    void everyOutcomeOfTheFlowIsAnEvent() {
        assertThat(Arrays.stream(DemandEvent.What.values()).map(Rows::word))
                .containsAll(Arrays.stream(DemandFlow.Outcome.values())
                        .map(DemandFlow.Outcome::word)
                        .toList());
    }

    private static DemandEvent event(DemandEvent.What what) {
        return new DemandEvent(
                new DemandEvent.Ref(
                        new UUID(0, 1), "XQ1", new UnitCode("01"), "数据", new UnitCode("02"), new UnitCode("03")),
                what,
                SOMEBODY,
                null,
                Map.of(),
                Instant.EPOCH);
    }

    private static String word(Recipient recipient) {
        return switch (recipient) {
            case Recipient.Holders holders -> holders.role().word() + "@" + holders.unit();
            case Recipient.Overseers overseers -> "bureau-of@" + overseers.unit();
            case Recipient.Everywhere everywhere -> everywhere.role().word();
            case Recipient.Person person -> person.officer().toString();
        };
    }

    private static Properties texts(String module) throws IOException {
        return PropertiesLoaderUtils.loadProperties(new ClassPathResource("texts/" + module + ".properties"));
    }
}
