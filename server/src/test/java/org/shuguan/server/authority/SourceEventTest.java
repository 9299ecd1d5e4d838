package org.shuguan.server.authority;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.notice.Recipient;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.PropertiesLoaderUtils;

/// Who is notified of which change of a question. 01 is proposed, 02 is the other unit.
class SourceEventTest {
    private static final OfficerId ASKER = OfficerId.fresh();
    private static final OfficerId SOMEBODY = OfficerId.fresh();

    @ParameterizedTest
    @CsvSource({
        "ASK,unit-cdo@01 unit-cdo@02 bureau-of@01",
        "AGREE,asker unit-cdo@01 unit-cdo@02 bureau-of@01",
        "OBJECT,asker unit-cdo@01 unit-cdo@02 bureau-of@01",
        "NAME,asker unit-cdo@01 unit-cdo@02 data-steward@01 data-steward@02",
        "DISMISS,asker unit-cdo@01 unit-cdo@02 data-steward@01 data-steward@02",
    })
    void thePersonsConcernedAreNotifiedAndTheTextsExist(SourceEvent.What what, String people) throws IOException {
        var event = new SourceEvent(
                new UUID(0, 1),
                "SY1",
                "人口 ↔ 流动人口",
                new UnitCode("01"),
                new UnitCode("02"),
                ASKER,
                what,
                SOMEBODY,
                null,
                Map.of(),
                Instant.EPOCH);
        List<String> named = event.notifications().stream()
                .flatMap(notification -> notification.to().stream())
                .map(SourceEventTest::word)
                .toList();
        assertThat(named).containsExactlyInAnyOrder(people.split(" "));
        assertThat(event.notifications())
                .allSatisfy(one -> assertThat(one.except()).isEqualTo(SOMEBODY));
        assertThat(PropertiesLoaderUtils.loadProperties(new ClassPathResource("texts/authority.properties")))
                .containsKey("audit." + event.action());
        assertThat(PropertiesLoaderUtils.loadProperties(new ClassPathResource("texts/notice.properties")))
                .containsKey(
                        "notice." + event.notifications().getFirst().notice().code());
    }

    private static String word(Recipient recipient) {
        return switch (recipient) {
            case Recipient.Holders holders -> holders.role().word() + "@" + holders.unit();
            case Recipient.Overseers overseers -> "bureau-of@" + overseers.unit();
            case Recipient.Everywhere everywhere -> everywhere.role().word();
            case Recipient.Person person -> person.officer().equals(ASKER) ? "asker" : "somebody";
        };
    }
}
