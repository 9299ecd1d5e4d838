package org.shuguan.server.census;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Set;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.shuguan.dataplane.compare.Relations;
import org.shuguan.dataplane.detect.ResidentId;
import org.shuguan.server.access.Scope;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.Unit;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.IncomingFile;
import org.shuguan.server.platform.ListQuery;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;

@SpringBootTest
class UndeclaredRelationsTest {
    private static final UnitCode POLICE = new UnitCode("R3");
    private static final UnitCode DISTRICT = new UnitCode("R9");
    private static final ListQuery ALL = new ListQuery(null, null, null, null);

    @Autowired
    Census census;

    @Autowired
    RelationRecords records;

    @Autowired
    Inventories inventories;

    @Autowired
    Institution institution;

    @Autowired
    JdbcClient jdbc;

    @BeforeEach
    void theDistrictIsAUnit() {
        if (institution.unit(DISTRICT).isEmpty()) {
            institution.establish(
                    new Unit(DISTRICT, "某区", "A district", Unit.Kind.DISTRICT, null, LocalDate.of(2021, 8, 10), null));
        }
    }

    @Test
    void theSamePeopleInTwoUnitsAreFoundFromBothSidesAndForgottenWhenTheyAreGone() {
        SourceRecord police = source(POLICE);
        drop(police, "p.csv", "登记号,公民身份号码,姓名", 400, n -> "P" + n + "," + id(n) + ",王伟");
        drop(police, "visits.csv", "号,证件号", 300, n -> "V" + n + "," + id(1 + n % 150));
        census(police);
        SourceRecord district = source(DISTRICT);
        drop(district, "d.csv", "人员,证件号码", 300, n -> "李静," + id(n + 130));
        census(district);

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(records.duplicates(Scope.of(Set.of(POLICE)), ALL)
                                .items())
                        .singleElement()
                        .satisfies(duplicate -> {
                            assertThat(duplicate.columnName()).isEqualTo("公民身份号码");
                            assertThat(duplicate.otherUnit()).isEqualTo(DISTRICT);
                            assertThat(duplicate.otherColumn()).isEqualTo("证件号码");
                            assertThat(duplicate.common()).isBetween(250L, 290L);
                            assertThat(duplicate.otherShare()).isBetween(0.85, 0.95);
                        }));
        assertThat(records.duplicates(Scope.of(Set.of(DISTRICT)), ALL).total()).isEqualTo(1);
        assertThat(records.duplicates(Scope.of(Set.of(POLICE, DISTRICT)), ALL).total())
                .isEqualTo(1);
        assertThat(records.duplicates(Scope.of(Set.of(new UnitCode("R1"))), ALL).total())
                .isZero();
        assertThat(records.pointingAt(police.id(), "p.csv"))
                .extracting(RelationRecords.Relation::columnName)
                .containsExactly("证件号");
        assertThat(inventories.of(DISTRICT).duplicates())
                .singleElement()
                .satisfies(duplicate -> assertThat(duplicate.otherColumn()).isEqualTo("公民身份号码"));
        assertThat(Relations.keyCandidates(census.newest(police.id(), "p.csv")
                        .flatMap(place -> census.found(place.run(), place.table()))
                        .orElseThrow()
                        .result()))
                .containsExactly("登记号", "公民身份号码");

        // The district's columns have an earlier key: nothing can be compared with them before its next census.
        jdbc.sql("update census.known_column set sketch_key = 'earlier' where source = :source")
                .param("source", district.id())
                .update();
        census(police);
        assertThat(records.duplicates(Scope.of(Set.of(POLICE)), ALL).total()).isEqualTo(1);

        drop(district, "d.csv", "人员,证件号码", 300, n -> "李静," + id(n + 600));
        census(district);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(records.duplicates(Scope.of(Set.of(POLICE)), ALL)
                                .total())
                        .isZero());
    }

    private static String id(int n) {
        String digits = "44120219000101" + String.format("%03d", n);
        return digits + ResidentId.check(digits);
    }

    private SourceRecord source(UnitCode unit) {
        return census.register(
                unit,
                new Census.Entered(
                        UUID.randomUUID().toString(), SourceRecord.Kind.FILES, null, null, null, null, null, null));
    }

    private void drop(SourceRecord source, String name, String head, int rows, IntFunction<String> line) {
        String content =
                IntStream.rangeClosed(1, rows).mapToObj(line).collect(Collectors.joining("\n", head + "\n", "\n"));
        census.drop(source, name, IncomingFile.of(content.getBytes(StandardCharsets.UTF_8)), true);
    }

    private void census(SourceRecord source) {
        census.start(source, 0, "test");
        await().atMost(Duration.ofMinutes(1)).until(() -> !census.isUnderWay(source.id()));
    }
}
