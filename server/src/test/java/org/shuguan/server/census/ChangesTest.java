package org.shuguan.server.census;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.shuguan.dataplane.compare.TableChange;
import org.shuguan.dataplane.detect.Thresholds;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.job.Job;
import org.shuguan.server.platform.IncomingFile;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.settings.RuleFixtures;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

@SpringBootTest
class ChangesTest {
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
    Changes changes;

    @Autowired
    TableChanges stored;

    @Autowired
    RuleFixtures rules;

    @Test
    void theNextCensusSaysWhatChangedSinceTheOneBefore() {
        SourceRecord source = files("变化");
        drop(source, "renamed.csv", "id,phone", 60, n -> n + ",1380000" + (1000 + n));
        drop(source, "gone.csv", "word", 30, n -> "w" + n);
        drop(source, "grown.csv", "id,name", 50, n -> n + ",n" + n);
        drop(source, "same.csv", "a,b", 10, n -> n + "," + n);
        UUID first = census(source);
        uploads.remove(source.id());
        drop(source, "moved.csv", "id,phone", 60, n -> n + ",1380000" + (1000 + n));
        drop(source, "fresh.csv", "x,y", 20, n -> n + "," + n);
        drop(source, "grown.csv", "id,name,since", 70, n -> n + ",n" + n + ",2024-01-0" + (1 + n % 9));
        drop(source, "same.csv", "a,b", 10, n -> n + "," + n);
        UUID second = census(source);

        assertThat(stored.before(second)).contains(first);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(stored.counts(second, first)).isNotEmpty());
        assertThat(stored.list(second, first, "all", ALL).items())
                .extracting(change -> change.kind() + " " + change.path())
                .containsExactly(
                        "GONE gone.csv", "RENAMED moved.csv", "ALTERED grown.csv", "NEW fresh.csv", "SAME same.csv");
        assertThat(stored.list(second, first, null, ALL).total()).isEqualTo(4);
        assertThat(stored.list(second, first, null, new ListQuery(null, null, null, "since"))
                        .items())
                .extracting(TableChange::path)
                .containsExactly("grown.csv");
        assertThat(stored.history(source.id()))
                .extracting(step -> step.fresh() + "/" + step.gone() + "/" + step.renamed() + "/" + step.altered())
                .containsExactly("1/1/1/1", "0/0/0/0");
    }

    @Test
    void aCensusGoesByTheRulesOfItsDayAndSaysByWhich() {
        SourceRecord source = files("阈值");
        drop(source, "p.csv", "xm,sfzh", 1200, n -> "陈志明,4412021990010100" + n % 10);
        UUID usual = census(source);
        rules.set("census.mass-rows", 1000);
        rules.set("census.duplicate", 80);
        UUID strict = census(source);
        rules.defaults();
        assertThat(runs.find(usual).orElseThrow().thresholds()).isEqualTo(Thresholds.DEFAULT);
        assertThat(runs.find(strict).orElseThrow().thresholds()).isEqualTo(new Thresholds(50, 1000, 80, 95));
        assertThat(reasons(usual)).doesNotContain("grade-mass");
        assertThat(reasons(strict)).contains("grade-mass");
    }

    private List<String> reasons(UUID run) {
        return tables.seen(run, "p.csv").orElseThrow().result().classifications().stream()
                .map(found -> found.reason().code())
                .toList();
    }

    /// Asking twice, or from two browsers at once, computes once.
    @Test
    void aPairIsComparedOnce() {
        SourceRecord source = files("一次");
        drop(source, "a.csv", "a,b", 10, n -> n + ",x");
        UUID first = census(source);
        UUID second = census(source);
        changes.compare(second, first);
        changes.compare(second, first);
        assertThat(stored.list(second, first, "all", ALL).items())
                .extracting(TableChange::kind)
                .containsExactly(TableChange.Kind.SAME);
        assertThat(changes.rhythm(source.id(), "a.csv").evidence().getFirst().code())
                .isEqualTo("unchanged");
    }

    @Test
    void sketchesOfOldCensusesAreForgotten() {
        SourceRecord source = files("旧");
        drop(source, "a.csv", "a,b", 10, n -> n + ",x");
        UUID first = census(source);
        census(source);
        UUID third = census(source);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(
                                tables.seen(first, "a.csv").orElseThrow().sketches())
                        .isEmpty());
        assertThat(tables.seen(third, "a.csv").orElseThrow().sketches()).containsKeys("a", "b");
    }

    private UUID census(SourceRecord source) {
        UUID run = census.start(source, 0, "test");
        await().atMost(Duration.ofMinutes(1))
                .until(() -> runs.find(run).orElseThrow().state().over());
        assertThat(runs.find(run).orElseThrow().state()).isEqualTo(Job.State.DONE);
        return run;
    }

    private SourceRecord files(String name) {
        return census.register(
                new UnitCode("04"),
                new Census.Entered(name, SourceRecord.Kind.FILES, null, null, null, null, null, null));
    }

    private void drop(SourceRecord source, String name, String head, int rows, IntFunction<String> line) {
        String content =
                IntStream.rangeClosed(1, rows).mapToObj(line).collect(Collectors.joining("\n", head + "\n", "\n"));
        uploads.add(source.id(), name, IncomingFile.of(content.getBytes(StandardCharsets.UTF_8)), true);
    }
}
