package org.shuguan.dataplane.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.quality.Check;
import org.shuguan.dataplane.quality.Examination;

/// Generated rows are read, ordered, compared and examined alike by DuckDB and Trino.
@Tag("engines")
class GeneratedRowsAgreeTest {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS");
    private static final List<LakeColumn> COLUMNS = List.of(
            column("id", new LakeType.Whole(), true),
            column("text", new LakeType.Text(null), false),
            column("exact", new LakeType.Decimal(20, 4), false),
            column("floating", new LakeType.Floating(), false),
            column("day", new LakeType.Day(), false),
            column("time", new LakeType.Time(), false));
    private static final Examination.Listener PATIENT = new Examination.Listener() {
        @Override
        public void progress(int percent) {}

        @Override
        public boolean cancelled() {
            return false;
        }
    };

    private static LakeCity city;
    private static Lake duckdb;
    private static Lake trino;
    private static int tables;

    private static LakeColumn column(String name, LakeType type, boolean key) {
        return new LakeColumn(name, type, key, null);
    }

    @BeforeContainer
    static void start() throws Exception {
        city = new LakeCity(Files.createTempDirectory("shuguan-generated"));
        duckdb = city.lake(false);
        trino = city.lake(true);
    }

    @AfterContainer
    static void stop() throws Exception {
        duckdb.close();
        trino.close();
        city.close();
    }

    @Provide
    Arbitrary<List<List<@Nullable String>>> rows() {
        Arbitrary<String> text = Arbitraries.oneOf(
                Arbitraries.of(
                        HardTable.TEXTS.stream().filter(value -> value != null).toList()),
                Arbitraries.strings()
                        .withChars("0123456789.-+eE_/ 年月日\u3000\tinfa")
                        .ofMaxLength(12),
                Arbitraries.strings().excludeChars('\0').ofMaxLength(6).filter(GeneratedRowsAgreeTest::isWhole));
        Arbitrary<String> exact = Arbitraries.bigDecimals()
                .between(new BigDecimal("-9999999999999999"), new BigDecimal("9999999999999999"))
                .ofScale(4)
                .map(BigDecimal::toPlainString);
        Arbitrary<String> floating = Arbitraries.longs().map(bits -> {
            double any = Double.longBitsToDouble(bits);
            return Double.isNaN(any) ? "nan" : Double.isInfinite(any) ? "inf" : Double.toString(any);
        });
        Arbitrary<String> day = Arbitraries.longs()
                .between(
                        LocalDate.of(1, 1, 1).toEpochDay(),
                        LocalDate.of(9999, 12, 31).toEpochDay())
                .map(days -> LocalDate.ofEpochDay(days).toString());
        Arbitrary<String> time = Arbitraries.longs()
                .between(-62_000_000_000L, 253_000_000_000L)
                .flatMap(seconds -> Arbitraries.of(0, 100_000_000, 123_456_000, 1_000)
                        .map(nanos -> LocalDateTime.ofEpochSecond(seconds, nanos, java.time.ZoneOffset.UTC)
                                .format(TIME)));
        Arbitrary<List<@Nullable String>> row = Combinators.combine(
                        text.injectNull(0.1),
                        exact.injectNull(0.1),
                        floating.injectNull(0.1),
                        day.injectNull(0.1),
                        time.injectNull(0.1))
                .as((a, b, c, d, e) -> java.util.Arrays.<@Nullable String>asList("0", a, b, c, d, e));
        return row.list().ofSize(150);
    }

    /// Halves of pairs of Java's characters are no text.
    private static boolean isWhole(String text) {
        return text.codePoints().noneMatch(sign -> sign >= Character.MIN_SURROGATE && sign <= Character.MAX_SURROGATE);
    }

    @Property(tries = 6, shrinking = ShrinkingMode.OFF)
    void generatedRowsAreReadAlike(@ForAll("rows") List<List<@Nullable String>> rows) throws Exception {
        String name = "generated" + tables++;
        List<List<@Nullable String>> numbered = new ArrayList<>();
        rows.forEach(row -> {
            List<@Nullable String> copy = new ArrayList<>(row);
            copy.set(0, String.valueOf(numbered.size()));
            numbered.add(copy);
        });
        LakeTable written = duckdb.table(name, COLUMNS);
        LakeVersion older = HardTable.write(written, COLUMNS, numbered.subList(0, 100), "one");
        List<List<@Nullable String>> later = new ArrayList<>(numbered.subList(50, 150));
        for (int i = 0; i < 20; i++) {
            later.get(i).set(1 + i % 5, numbered.get(i).get(1 + i % 5));
        }
        LakeVersion newer = HardTable.write(written, COLUMNS, later, "two");
        LakeTable read = trino.find(name).orElseThrow();

        assertThat(new LakeReader(read).rows(newer, 0, 200)).isEqualTo(new LakeReader(written).rows(newer, 0, 200));
        assertThat(new LakeReader(read).compare(older, newer, null, 0, 200))
                .isEqualTo(new LakeReader(written).compare(older, newer, null, 0, 200));
        List<Examination.Named> checks = List.of(
                new Examination.Named("present", new Check.Present("text")),
                new Examination.Named("pattern", new Check.Pattern("text", "\\d+.*|[^a-z]{2,5}$")),
                new Examination.Named("days", new Check.Range("text", "1000-01-01", "3000-01-01")),
                new Examination.Named("numbers", new Check.Range("text", "-10", "1000")),
                new Examination.Named("floating", new Check.Range("floating", "0", "1e100")),
                new Examination.Named("exact", new Check.Range("exact", "-0.00001", "5000000000000")),
                new Examination.Named("order", new Check.Order("day", "time")),
                new Examination.Named("mixed", new Check.Order("text", "exact")),
                new Examination.Named("unique", new Check.Unique(List.of("text"))),
                new Examination.Named(
                        "condition", new Check.Sql("trim(text) <> '' and floating > exact", java.util.Map.of())));
        List<String> ids = checks.stream().map(Examination.Named::id).toList();
        LocalDate today = LocalDate.of(2026, 11, 29);
        Examination ours = new Examination(written, newer, today);
        Examination theirs = new Examination(read, newer, today);
        List<Examination.Named> both = checks.subList(0, checks.size() - 1);
        assertThat(theirs.examine(both, PATIENT)).isEqualTo(ours.examine(both, PATIENT));
        assertThat(theirs.failing(both, ids, null, 0, 200)).isEqualTo(ours.failing(both, ids, null, 0, 200));
        assertThat(theirs.examine(checks, PATIENT).checks().getLast().problem())
                .isEqualTo(Examination.Problem.OTHER_ENGINE);
    }
}
