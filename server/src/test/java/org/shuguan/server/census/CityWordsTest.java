package org.shuguan.server.census;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.shuguan.dataplane.detect.Classification;
import org.shuguan.dataplane.detect.DataType;
import org.shuguan.server.Actors;
import org.shuguan.server.access.Actor;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.job.Job;
import org.shuguan.server.platform.Forbidden;
import org.shuguan.server.platform.IncomingFile;
import org.shuguan.server.platform.InvalidInput;
import org.shuguan.server.platform.ListQuery;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

/// The city's words: what they would change is seen first, and they count from the next census on.
@SpringBootTest
class CityWordsTest {
    private static final UnitCode UNIT = new UnitCode("M4");
    private static final UnitCode BUREAU = new UnitCode("M7");
    private static final ListQuery ALL = new ListQuery(null, null, null, null);

    @Autowired
    Census census;

    @Autowired
    Uploads uploads;

    @Autowired
    Runs runs;

    @Autowired
    FoundTables tables;

    @Autowired
    CityWords words;

    @Autowired
    WordRecords records;

    @Autowired
    Institution institution;

    private Actor operator;
    private SourceRecord source;

    @BeforeEach
    void aCensus() {
        operator = Actors.of(institution.enrol("运营员"), "运营员", Role.BUREAU_OPERATOR, BUREAU);
        source = census.register(
                UNIT,
                new Census.Entered(
                        UUID.randomUUID().toString(), SourceRecord.Kind.FILES, null, null, null, null, null, null));
        String rows = "编号,低保证编号,帮扶对象\n1,粤D0012,陈志明\n2,粤D0013,王小芳\n3,粤D0014,李文静\n";
        uploads.add(source.id(), "t.csv", IncomingFile.of(rows.getBytes(StandardCharsets.UTF_8)), true);
    }

    @AfterEach
    void noWords() {
        records.all().forEach(word -> words.remove(word.id(), operator));
    }

    @Test
    void whatAWordWouldChangeIsSeenFirstAndItCountsFromTheNextCensusOn() {
        assertThat(types(censusOf())).containsExactly("", "", "");
        List<NameEffects.Effect> effects = words.effect("低保证编号", "work-number", operator);
        NameEffects.Effect ours = effects.stream()
                .filter(effect -> effect.unit().equals(UNIT))
                .findFirst()
                .orElseThrow();
        assertThat(ours.columns()).isPositive();
        assertThat(ours.open()).isEqualTo(ours.columns());
        // The bureau does not read what a unit's census found.
        assertThat(ours.named()).isEmpty();
        assertThat(records.all()).isEmpty();
        words.add("低保证编号", "work-number", operator);
        words.add("帮扶对象", "person-name", operator);
        assertThat(types(censusOf())).containsExactly("", "work-number", "person-name");
    }

    @Test
    void aWordIsRefusedWhereItIsKnownOrLowersAGrade() {
        words.add("帮扶对象", "person-name", operator);
        refused("word-known", () -> words.add("帮扶对象", "mobile", operator));
        refused("word-lowers", () -> words.add("身份证号", "none", operator));
        refused("word-lowers", () -> words.effect("工资", "url", operator));
        refused("word-short", () -> words.add("x", "mobile", operator));
        refused("type-unknown", () -> words.add("帮扶", "no-such-type", operator));
        refused("required", () -> words.add(" ", null, operator));
        Actor steward = Actors.of(institution.enrol("专员"), "专员", Role.DATA_STEWARD, UNIT);
        assertThatThrownBy(() -> words.add("帮扶", "mobile", steward)).isInstanceOf(Forbidden.class);
    }

    private static void refused(String code, ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        InvalidInput.class,
                        invalid -> assertThat(invalid.errors())
                                .anySatisfy(error -> assertThat(error.code()).isEqualTo(code)));
    }

    private List<String> types(CensusRun run) {
        return tables
                .result(run.id(), tables.list(run.id(), ALL).items().getFirst().id())
                .orElseThrow()
                .classifications()
                .stream()
                .map(Classification::recognised)
                .map(found -> found.map(one -> one.type()).map(DataType::word).orElse(""))
                .toList();
    }

    private CensusRun censusOf() {
        UUID id = census.start(source, 0, "test");
        await().atMost(Duration.ofMinutes(1))
                .until(() -> runs.find(id)
                        .filter(run -> run.state() == Job.State.DONE)
                        .isPresent());
        return runs.find(id).orElseThrow();
    }
}
