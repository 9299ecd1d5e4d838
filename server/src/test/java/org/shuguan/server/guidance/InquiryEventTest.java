package org.shuguan.server.guidance;

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
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.PropertiesLoaderUtils;

/// Who is notified of which step of an inquiry of unit 01, and of what is published and recorded.
class InquiryEventTest {
    private static final OfficerId SOMEBODY = OfficerId.fresh();
    private static final UnitCode UNIT = new UnitCode("01");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ASK|bureau-operator@00|unit-cdo@01 data-steward@01",
                "REPLY|bureau-operator@00|unit-cdo@01 data-steward@01",
                "ASK_FURTHER|bureau-operator@00|unit-cdo@01 data-steward@01",
                "WITHDRAW|bureau-operator@00|unit-cdo@01 data-steward@01",
                "ANSWER|unit-cdo@01 data-steward@01|bureau-operator@00",
                "ASK_BACK|unit-cdo@01 data-steward@01|bureau-operator@00",
                "PASS_ON|bureau-operator@00 unit-cdo@01 data-steward@01|bureau-operator@00 unit-cdo@01 data-steward@01",
                "CLOSE||",
                "RECOUNT||",
            })
    void theOtherSideIsNotified(InquiryEvent.What what, String ofTheUnits, String ofTheBureaus) {
        assertThat(notified(what, Inquiry.Direction.TO_BUREAU)).containsExactlyInAnyOrder(words(ofTheUnits));
        assertThat(notified(what, Inquiry.Direction.TO_UNIT)).containsExactlyInAnyOrder(words(ofTheBureaus));
    }

    @ParameterizedTest
    @EnumSource
    void theActorIsNotNotifiedAndTheTextsExist(InquiryEvent.What what) throws IOException {
        InquiryEvent event = event(what, Inquiry.Direction.TO_BUREAU, false);
        assertThat(texts()).containsKey("audit." + event.action());
        for (var notification : event.notifications()) {
            assertThat(notification.except()).isEqualTo(SOMEBODY);
            assertThat(texts()).containsKey("notice." + notification.notice().code());
        }
        assertThat(event(what, Inquiry.Direction.TO_BUREAU, true).notifications())
                .isEmpty();
    }

    @Test
    void everyActIsAnEvent() {
        assertThat(Arrays.stream(InquiryEvent.What.values()).map(Enum::name))
                .containsAll(Arrays.stream(InquiryAct.values()).map(Enum::name).toList());
    }

    @Test
    void whoeverAskedIsToldOfTheFrequentlyAskedQuestionAndUnitsOfTheirVisits() throws IOException {
        var published = new FaqEvent(FaqEvent.What.PUBLISH, new UUID(0, 1), UnitCode.CITY, "问", UNIT, SOMEBODY);
        assertThat(published.notifications().getFirst().to())
                .extracting(InquiryEventTest::word)
                .containsExactly("unit-cdo@01", "data-steward@01");
        assertThat(new FaqEvent(FaqEvent.What.EDIT, new UUID(0, 1), UnitCode.CITY, "问", UNIT, SOMEBODY).notifications())
                .isEmpty();
        var visit = new VisitEvent(VisitEvent.What.ADD, new UUID(0, 1), "走访", UnitCode.CITY, List.of(UNIT), SOMEBODY);
        assertThat(visit.notifications().getFirst().to())
                .extracting(InquiryEventTest::word)
                .containsExactly("unit-cdo@01", "data-steward@01");
        assertThat(texts()).containsKeys("notice.faq-published", "notice.visit-recorded");
        for (FaqEvent.What what : FaqEvent.What.values()) {
            assertThat(texts())
                    .containsKey(
                            "audit." + new FaqEvent(what, new UUID(0, 1), UnitCode.CITY, "问", null, SOMEBODY).action());
        }
        for (VisitEvent.What what : VisitEvent.What.values()) {
            assertThat(texts())
                    .containsKey("audit."
                            + new VisitEvent(what, new UUID(0, 1), "走访", UnitCode.CITY, List.of(), SOMEBODY).action());
        }
    }

    private static String[] words(String people) {
        return people == null ? new String[0] : people.split(" ");
    }

    private static List<String> notified(InquiryEvent.What what, Inquiry.Direction direction) {
        return event(what, direction, false).notifications().stream()
                .flatMap(notification -> notification.to().stream())
                .map(InquiryEventTest::word)
                .toList();
    }

    private static InquiryEvent event(InquiryEvent.What what, Inquiry.Direction direction, boolean recordedLater) {
        return new InquiryEvent(
                new InquiryEvent.Ref(new UUID(0, 1), "JL1", "怎么填", direction, UNIT, UnitCode.CITY),
                what,
                SOMEBODY,
                Map.of(),
                Instant.EPOCH,
                recordedLater);
    }

    private static String word(Recipient recipient) {
        return switch (recipient) {
            case Recipient.Holders holders -> holders.role().word() + "@" + holders.unit();
            case Recipient.Overseers overseers -> "bureau-of@" + overseers.unit();
            case Recipient.Everywhere everywhere -> everywhere.role().word();
            case Recipient.Person person -> person.officer().toString();
        };
    }

    private static Properties texts() throws IOException {
        return PropertiesLoaderUtils.loadProperties(new ClassPathResource("texts/guidance.properties"));
    }
}
