package org.shuguan.server.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.notice.Recipient;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.PropertiesLoaderUtils;

/// Who must hear of what happens to an entry of the unit 01.
class EntryEventTest {
    private static final OfficerId SOMEBODY = OfficerId.fresh();
    private static final EntryRef REF =
            new EntryRef(new UUID(0, 1), new ResourceCode("30744101010/000001"), 1, new UnitCode("01"), "数据");

    private static final List<EntryEvent> ALL = List.of(
            new EntryCreated(REF, SOMEBODY),
            new EntryEdited(REF, SOMEBODY),
            new EntryDeleted(REF, SOMEBODY),
            new EntryRestored(REF, SOMEBODY),
            new EntryVersionStarted(REF, SOMEBODY),
            new EntrySourceDecided(REF, SOMEBODY, true, "v2"),
            new EntrySubmitted(REF, SOMEBODY, Instant.EPOCH, null),
            new EntryTakenBack(REF, SOMEBODY, Instant.EPOCH, null),
            new EntrySigned(REF, SOMEBODY, null, "00", Instant.EPOCH, null),
            new EntryReturned(REF, SOMEBODY, null, "缺摘要", false, Instant.EPOCH, null),
            new EntryPublished(REF, SOMEBODY, null, "00", null),
            new EntryWithdrawn(REF, SOMEBODY, "停用"),
            new EntryRegraded(REF, SOMEBODY, "general-1", "已脱敏", Instant.EPOCH, null));

    @Test
    void eachKindNamesThoseConcerned() {
        Map<String, List<String>> told = new HashMap<>();
        ALL.forEach(event -> told.put(event.action(), people(event)));
        assertThat(told)
                .containsEntry("catalog.create", List.of())
                .containsEntry("catalog.edit", List.of())
                .containsEntry("catalog.delete", List.of())
                .containsEntry("catalog.restore", List.of())
                .containsEntry("catalog.next-version", List.of())
                .containsEntry("catalog.source-take-over", List.of())
                .containsEntry("catalog.submit", List.of("unit-cdo@01"))
                .containsEntry("catalog.take-back", List.of("unit-cdo@01"))
                .containsEntry("catalog.sign", List.of("data-steward@01", "bureau-of@01"))
                .containsEntry("catalog.return", List.of("data-steward@01"))
                .containsEntry("catalog.publish", List.of("data-steward@01", "unit-cdo@01"))
                .containsEntry("catalog.withdraw", List.of("data-steward@01", "unit-cdo@01", "bureau-of@01"))
                .containsEntry("catalog.lower-grade", List.of("data-steward@01", "unit-cdo@01"));
        assertThat(people(new EntryReturned(REF, SOMEBODY, null, "缺摘要", true, Instant.EPOCH, null)))
                .containsExactly("data-steward@01", "unit-cdo@01");
    }

    @Test
    void everyKindIsHereAndHasItsWords() throws IOException {
        assertThat(ALL.stream().map(Object::getClass).distinct())
                .hasSameElementsAs(Arrays.asList(EntryEvent.class.getPermittedSubclasses()));
        Properties catalog = PropertiesLoaderUtils.loadProperties(new ClassPathResource("texts/catalog.properties"));
        Properties notice = PropertiesLoaderUtils.loadProperties(new ClassPathResource("texts/notice.properties"));
        for (EntryEvent event : ALL) {
            assertThat(catalog).containsKey("audit." + event.action());
            event.notifications().forEach(one -> {
                assertThat(one.except()).isEqualTo(SOMEBODY);
                assertThat(notice).containsKey("notice." + one.notice().code());
            });
        }
    }

    private static List<String> people(EntryEvent event) {
        return event.notifications().stream()
                .flatMap(notification -> notification.to().stream())
                .map(EntryEventTest::word)
                .toList();
    }

    private static String word(Recipient recipient) {
        return switch (recipient) {
            case Recipient.Holders holders -> holders.role().word() + "@" + holders.unit();
            case Recipient.Overseers overseers -> "bureau-of@" + overseers.unit();
            case Recipient.Everywhere everywhere -> everywhere.role().word();
            case Recipient.Person person -> person.officer().toString();
        };
    }
}
