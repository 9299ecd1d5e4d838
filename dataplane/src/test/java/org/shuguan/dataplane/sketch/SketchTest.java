package org.shuguan.dataplane.sketch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.shuguan.dataplane.census.CensusListener;
import org.shuguan.dataplane.census.Corrections;
import org.shuguan.dataplane.census.SourceCensus;
import org.shuguan.dataplane.census.TableFingerprint;
import org.shuguan.dataplane.census.TableResult;
import org.shuguan.dataplane.source.Source;

class SketchTest {
    private static final SketchKey KEY = new SketchKey("a secret of this node alone".getBytes(StandardCharsets.UTF_8));
    private static final SketchKey OTHER =
            new SketchKey("the secret of another node!".getBytes(StandardCharsets.UTF_8));

    @TempDir
    Path folder;

    @Test
    void whatTwoColumnsHaveInCommonIsToldWithinAFewPercent() throws Exception {
        column("a", 20_000, n -> "44120219" + (10_000_000 + n));
        column("b", 30_000, n -> "44120219" + (10_005_000 + n));
        Map<String, Sketch> sketches = census(KEY);
        Sketch.Overlap overlap = of(sketches, "a").overlap(of(sketches, "b"));
        assertThat(of(sketches, "a").distinct()).isCloseTo(20_000, within(1_500.0));
        assertThat(overlap.ofFirst()).isCloseTo(0.75, within(0.1));
        assertThat(overlap.ofSecond()).isCloseTo(0.5, within(0.1));
    }

    @Test
    void valuesThatStandManyTimesCountOnce() throws Exception {
        column("payments", 40_000, n -> "P" + n % 300);
        column("people", 300, n -> "P" + n);
        column("strangers", 300, n -> "Q" + n);
        Map<String, Sketch> sketches = census(KEY);
        assertThat(of(sketches, "payments").distinct()).isCloseTo(300, within(10.0));
        assertThat(of(sketches, "payments").overlap(of(sketches, "people")).ofFirst())
                .isCloseTo(1, within(0.05));
        assertThat(of(sketches, "people").overlap(of(sketches, "strangers")).common())
                .isCloseTo(0, within(15.0));
    }

    @Test
    void theSameValuesInAnotherOrderLeaveTheSameBytes() throws Exception {
        column("up", 5_000, n -> "v" + n);
        column("down", 5_000, n -> "v" + (5_000 - n + 1));
        Map<String, Sketch> sketches = census(KEY);
        assertThat(of(sketches, "up").bytes()).isEqualTo(of(sketches, "down").bytes());
        assertThat(Sketch.of("x", of(sketches, "up").bytes()).bytes())
                .isEqualTo(of(sketches, "up").bytes());
    }

    /// With another secret, sketches of the same values overlap as much as those of any other values.
    @Test
    void withoutTheSecretASketchSaysNothingOfItsValues() throws Exception {
        column("a", 1_000, n -> "v" + n);
        Sketch ours = of(census(KEY), "a");
        Sketch theirs = of(census(OTHER), "a");
        assertThat(ours.overlap(theirs).ofFirst()).isLessThan(0.15);
        assertThat(ours.bytes().length).isLessThan(4_000);
    }

    @Test
    void anEmptyColumnHasNothingInCommonWithAnything() throws Exception {
        column("none", 10, n -> "");
        column("some", 10, n -> "v" + n);
        Map<String, Sketch> sketches = census(KEY);
        assertThat(of(sketches, "none").overlap(of(sketches, "some")).ofSecond())
                .isLessThan(0.2);
    }

    private static Sketch of(Map<String, Sketch> sketches, String name) {
        Sketch sketch = sketches.get(name);
        assertThat(sketch).as(name).isNotNull();
        return sketch;
    }

    private void column(String name, int rows, IntFunction<String> value) throws IOException {
        Files.writeString(
                folder.resolve(name + ".csv"),
                "number,value\n"
                        + IntStream.rangeClosed(1, rows)
                                .mapToObj(n -> n + "," + value.apply(n))
                                .collect(Collectors.joining("\n"))
                        + "\n");
    }

    private Map<String, Sketch> census(SketchKey key) throws Exception {
        Map<String, Sketch> sketches = new HashMap<>();
        new SourceCensus(new Source.Files(folder), 0, key, Corrections.NONE).run(new HashSet<>(), new CensusListener() {
            @Override
            public void onTable(TableResult result) {}

            @Override
            public void onTable(TableResult result, TableFingerprint traces) {
                List<Sketch> found = traces.sketches();
                found.stream()
                        .filter(sketch -> sketch.column().equals("value"))
                        .forEach(sketch -> sketches.put(result.table().name().replace(".csv", ""), sketch));
            }
        });
        return sketches;
    }
}
