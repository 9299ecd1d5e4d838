package org.shuguan.dataplane.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.shuguan.dataplane.census.CensusListener;
import org.shuguan.dataplane.census.Corrections;
import org.shuguan.dataplane.census.SourceCensus;
import org.shuguan.dataplane.census.TableFingerprint;
import org.shuguan.dataplane.census.TableResult;
import org.shuguan.dataplane.detect.ResidentId;
import org.shuguan.dataplane.detect.Thresholds;
import org.shuguan.dataplane.sketch.Sketch;
import org.shuguan.dataplane.sketch.SketchKey;
import org.shuguan.dataplane.source.Source;

class RelationsTest {
    private static final SketchKey KEY = new SketchKey("a secret of this node alone".getBytes(StandardCharsets.UTF_8));

    @TempDir
    Path folder;

    private final List<KnownColumn> columns = new ArrayList<>();

    /// A register, payments that reference it, another unit's register of mostly the same people with other column
    /// names, and firms whose numbers start at one like those of the people.
    @BeforeEach
    void census() throws Exception {
        table("people", "pid,idno,fullname", 2000, n -> n + "," + id(n) + ",name" + n % 40);
        table("payments", "seq,pid,who", 3000, n -> n + "," + (1 + n % 900) + "," + id(1 + n % 900));
        table("elsewhere", "no,zjhm,xm", 1000, n -> "E" + n + "," + id(1700 + n) + ",name" + n % 40);
        table("firms", "number,title", 1500, n -> n + ",F" + n);
        new SourceCensus(new Source.Files(folder), 0, KEY, Corrections.NONE).run(new HashSet<>(), new CensusListener() {
            @Override
            public void onTable(TableResult result) {}

            @Override
            public void onTable(TableResult result, TableFingerprint traces) {
                var sketches = traces.sketches().stream().collect(Collectors.toMap(Sketch::column, s -> s));
                columns.addAll(KnownColumn.of(new TableSnapshot(result, sketches, traces.signature())));
            }
        });
    }

    @Test
    void whatPointsAtAKeyIsFoundByValuesAndNumbersWithoutGapsOnlyWithTheirName() {
        assertThat(Relations.references(of("people", "payments", "firms"), Thresholds.DEFAULT))
                .extracting(
                        r -> r.from().path() + "." + r.from().column() + " → " + r.to().path() + "." + r.to().column())
                .containsExactlyInAnyOrder("payments.csv.pid → people.csv.pid", "payments.csv.who → people.csv.idno");
    }

    @Test
    void theSamePeopleInAnotherUnitAreFoundUnderWhateverNameAndNamesOfPeopleAreNoProof() {
        assertThat(Relations.duplicates(of("people"), of("elsewhere", "firms"), Thresholds.DEFAULT))
                .isEmpty();
        assertThat(Relations.duplicates(of("elsewhere"), of("payments"), Thresholds.DEFAULT))
                .isEmpty();
        assertThat(Relations.duplicates(of("people"), of("payments"), Thresholds.DEFAULT))
                .singleElement()
                .satisfies(twin -> {
                    assertThat(twin.second().column()).isEqualTo("who");
                    assertThat(twin.common()).isCloseTo(900, within(60.0));
                    assertThat(twin.ofFirst()).isCloseTo(0.45, within(0.05));
                    assertThat(twin.ofSecond()).isCloseTo(1, within(0.05));
                });
    }

    private List<KnownColumn> of(String... tables) {
        return columns.stream()
                .filter(column -> List.of(tables).contains(column.path().replace(".csv", "")))
                .toList();
    }

    private static String id(int n) {
        String digits = "44120219000101" + String.format("%03d", n % 1000);
        String other = n < 1000 ? digits : "4412" + String.format("%02d", 2 + n / 1000) + digits.substring(6);
        return other + ResidentId.check(other);
    }

    private void table(String name, String head, int rows, IntFunction<String> line) throws Exception {
        Files.writeString(
                folder.resolve(name + ".csv"),
                IntStream.rangeClosed(1, rows).mapToObj(line).collect(Collectors.joining("\n", head + "\n", "\n")));
    }
}
