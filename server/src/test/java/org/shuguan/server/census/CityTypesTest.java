package org.shuguan.server.census;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.shuguan.dataplane.census.TableResult;
import org.shuguan.dataplane.detect.Classification;
import org.shuguan.dataplane.detect.Grade;
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

/// The city's types: what they would change is seen first, they count from the next census on, and at once for
/// corrections and for items that are typed by hand.
@SpringBootTest
class CityTypesTest {
    private static final UnitCode UNIT = new UnitCode("M4");
    private static final UnitCode BUREAU = new UnitCode("M7");
    private static final ListQuery ALL = new ListQuery(null, null, null, null);
    private static final CityTypes.Entered CARD =
            new CityTypes.Entered("社会保障卡号", "general-4", "identity", true, "ZQ\\d{8}", true);

    @Autowired
    Census census;

    @Autowired
    Uploads uploads;

    @Autowired
    Runs runs;

    @Autowired
    FoundTables tables;

    @Autowired
    CityTypes types;

    @Autowired
    CityWords words;

    @Autowired
    TypeRecords records;

    @Autowired
    ColumnCorrections corrections;

    @Autowired
    CorrectionsInForce inForce;

    @Autowired
    Recognition recognition;

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
        StringBuilder rows = new StringBuilder("编号,卡,备用\n");
        IntStream.range(0, 20).forEach(n -> rows.append(n).append(",ZQ%08d,甲%d\n".formatted(n * 104729, n)));
        uploads.add(source.id(), "t.csv", IncomingFile.of(rows.toString().getBytes(StandardCharsets.UTF_8)), true);
    }

    @AfterEach
    void noTypes() {
        records.all().forEach(type -> types.remove(type.id(), operator));
    }

    @Test
    void whatATypeWouldChangeIsSeenFirstAndItCountsFromTheNextCensusOn() {
        assertThat(type(censusOf(), 1)).isEmpty();
        List<NameEffects.Effect> effects = types.effect(CARD, words.vocabulary(), operator);
        NameEffects.Effect ours = effects.stream()
                .filter(effect -> effect.unit().equals(UNIT))
                .findFirst()
                .orElseThrow();
        // Known by the frequent values that the census kept; its next census decides.
        assertThat(ours.columns()).isPositive();
        assertThat(ours.open()).isEqualTo(ours.columns());
        assertThat(records.all()).isEmpty();
        types.add(CARD, operator);
        CensusRun run = censusOf();
        assertThat(type(run, 1)).isEqualTo("city:社会保障卡号");
        TableResult read = result(run);
        assertThat(read.classifications().get(1).grade()).isEqualTo(Grade.GENERAL_4);
        assertThat(read.profile()).isNotNull();
        assertThat(read.profile().columns().get(1).top())
                .allSatisfy(top -> assertThat(top.value()).doesNotContain("ZQ"));
    }

    @Test
    void correctionsAndItemsTypedByHandKnowItAtOnce() {
        CensusRun run = censusOf();
        types.add(CARD, operator);
        words.add("备用", "city:社会保障卡号", operator);
        Actor steward = Actors.of(institution.enrol("专员"), "专员", Role.DATA_STEWARD, UNIT);
        corrections.correct(
                run,
                tables.list(run.id(), ALL).items().getFirst().id(),
                new ColumnCorrections.Said("备用", ColumnCorrection.What.TYPE, "city:社会保障卡号", "看过数据"),
                steward);
        Classification counts = CorrectionsInForce.apply(inForce.of(run.source()), result(run))
                .classifications()
                .get(2);
        assertThat(counts.grade()).isEqualTo(Grade.GENERAL_4);
        assertThat(counts.sensitive()).isTrue();
        assertThat(recognition
                        .byName("x1", "持卡人社会保障卡号")
                        .best()
                        .orElseThrow()
                        .type()
                        .word())
                .isEqualTo("city:社会保障卡号");
        // Without the type, its words go too, and the correction keeps its name.
        types.remove(records.all().getFirst().id(), operator);
        assertThat(recognition.byName("x1", "备用").best()).isEmpty();
        assertThat(CorrectionsInForce.apply(inForce.of(run.source()), result(run))
                        .classifications()
                        .get(2)
                        .recognised()
                        .orElseThrow()
                        .type()
                        .cityName())
                .isEqualTo("社会保障卡号");
    }

    @Test
    void aTypeIsRefusedWhereItIsKnownLowersAGradeOrClaimsTooMuch() {
        types.add(CARD, operator);
        refused("type-known", entered("社会保障卡号", "general-4", "identity", true, "", false));
        refused("type-lowers", entered("身份证号", "general-2", "basic", false, "", false));
        refused("type-grade-low", entered("宗教团体", "general-3", "other", true, "", false));
        refused("sensitive-category", entered("茶园", "general-4", "", true, "", false));
        refused("category-unknown", entered("茶园", "general-4", "no-such", false, "", false));
        refused("form-wrong", entered("茶园", "general-1", "", false, "Z(", false));
        refused("form-common", entered("茶园", "general-1", "", false, "\\d+", true));
        refused("word-short", entered("茶", "general-1", "", false, "", false));
        refused("required", entered("茶园", "core", "", false, "", false));
        refused("required", entered("茶园", "general-1", "", false, "", true));
        Actor steward = Actors.of(institution.enrol("专员"), "专员", Role.DATA_STEWARD, UNIT);
        assertThatThrownBy(() -> types.add(CARD, steward)).isInstanceOf(Forbidden.class);
    }

    private static CityTypes.Entered entered(
            String name, String grade, String category, boolean sensitive, String form, boolean byValues) {
        return new CityTypes.Entered(name, grade, category, sensitive, form, byValues);
    }

    private void refused(String code, CityTypes.Entered entered) {
        ThrowableAssert.ThrowingCallable call = () -> types.add(entered, operator);
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        InvalidInput.class,
                        invalid -> assertThat(invalid.errors())
                                .anySatisfy(error -> assertThat(error.code()).isEqualTo(code)));
    }

    private TableResult result(CensusRun run) {
        return tables.result(
                        run.id(), tables.list(run.id(), ALL).items().getFirst().id())
                .orElseThrow();
    }

    private String type(CensusRun run, int column) {
        return result(run)
                .classifications()
                .get(column)
                .recognised()
                .map(found -> found.type().word())
                .orElse("");
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
