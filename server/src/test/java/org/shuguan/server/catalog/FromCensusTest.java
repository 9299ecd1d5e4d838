package org.shuguan.server.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.shuguan.server.access.Actor;
import org.shuguan.server.access.Capacity;
import org.shuguan.server.census.Census;
import org.shuguan.server.census.SourceRecord;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.Unit;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.IncomingFile;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

/// Entries made of what a census found: one a table.
@SpringBootTest
class FromCensusTest {
    private static final UnitCode UNIT = new UnitCode("C8");

    @Autowired
    Catalog catalog;

    @Autowired
    Versions versions;

    @Autowired
    Census census;

    @Autowired
    Institution institution;

    private final Actor steward =
            new Actor(UUID.randomUUID(), "专员", OfficerId.fresh(), "专员", List.of(Capacity.own(Role.DATA_STEWARD, UNIT)));

    private SourceRecord source;

    @BeforeEach
    void aSource() {
        if (institution.unit(UNIT).isEmpty()) {
            institution.establish(
                    new Unit(UNIT, "市八局", "Eighth", Unit.Kind.DEPARTMENT, null, LocalDate.of(2021, 1, 1), null));
        }
        source = census.register(
                UNIT,
                new Census.Entered(
                        "源" + UUID.randomUUID(), SourceRecord.Kind.FILES, null, null, null, null, null, null));
        for (String name : List.of("人口.csv", "车辆.csv")) {
            census.drop(source, name, IncomingFile.of("编号,名称\n1,甲\n".getBytes(StandardCharsets.UTF_8)), true);
        }
    }

    @Test
    void ofTwoClicksAtOnceOneMakesAnEntry() throws Exception {
        Census.Place table = counted("人口.csv");
        Callable<Integer> click = () -> {
            try {
                return make(table).size();
            } catch (CatalogRefused second) {
                return 0;
            }
        };
        try (var threads = Executors.newFixedThreadPool(4)) {
            List<Integer> made = threads.invokeAll(List.of(click, click, click, click)).stream()
                    .map(FromCensusTest::result)
                    .toList();
            assertThat(made).containsExactlyInAnyOrder(1, 0, 0, 0);
        }
    }

    @Test
    void theRefusalNamesTheEntryThatThereIsAlsoAfterAnotherCensus() {
        UUID entry = make(counted("人口.csv")).getFirst();
        Version made = versions.of(entry).getFirst();
        assertThatThrownBy(() -> make(counted("人口.csv"))).isInstanceOfSatisfying(CatalogRefused.class, refused -> {
            assertThat(refused.code()).isEqualTo("catalog/table-has-entry");
            assertThat(refused.facts())
                    .containsEntry("table", "人口.csv")
                    .containsEntry("title", made.content().title())
                    .containsEntry("code", made.code().value());
        });
        assertThat(make(counted("车辆.csv"))).hasSize(1);
    }

    @Test
    void aDeletedEntryIsInNobodysWayAndDoesNotComeBackBesideItsSuccessor() {
        Census.Place table = counted("人口.csv");
        UUID first = make(table).getFirst();
        catalog.delete(first, 1, steward);
        UUID second = make(table).getFirst();
        assertThatThrownBy(() -> catalog.restore(first, 1, steward)).hasMessageContaining("table-has-entry");
        catalog.delete(second, 1, steward);
        catalog.restore(first, 1, steward);
        assertThat(versions.of(first).getFirst().state()).isEqualTo(Version.State.DRAFT);
    }

    private List<UUID> make(Census.Place table) {
        return catalog.createFromCensus(table.run(), List.of(table.table()), steward);
    }

    private Census.Place counted(String path) {
        UUID run = census.start(source, 0, "test");
        await().atMost(Duration.ofMinutes(1)).until(() -> !census.isUnderWay(source.id()));
        Census.Place newest = census.newest(source.id(), path).orElseThrow();
        assertThat(newest.run()).isEqualTo(run);
        return newest;
    }

    private static int result(Future<Integer> future) {
        try {
            return future.get();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
