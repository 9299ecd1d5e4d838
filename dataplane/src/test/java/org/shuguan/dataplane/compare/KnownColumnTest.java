package org.shuguan.dataplane.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.shuguan.dataplane.detect.DataType;
import org.shuguan.dataplane.detect.Thresholds;
import org.shuguan.dataplane.profile.ColumnProfile;
import org.shuguan.dataplane.profile.ValueType;
import org.shuguan.dataplane.source.Table;

/// Which columns can be compared, and which relations are found between them.
class KnownColumnTest {
    @Test
    void aColumnIsKnownWithWhatTheCensusFoundOfIt() {
        SampleTable table = new SampleTable("people").comment("人员");
        add(table, "idno", ValueType.TEXT, DataType.RESIDENT_ID, 0.9, 0, 300);
        assertThat(KnownColumn.of(table.read(300, "x"))).singleElement().satisfies(column -> {
            assertThat(column.path()).isEqualTo("s.people");
            assertThat(column.tableComment()).isEqualTo("人员");
            assertThat(column.column()).isEqualTo("idno");
            assertThat(column.comment()).isEqualTo("comment of idno");
            assertThat(column.type()).isEqualTo(DataType.RESIDENT_ID);
            assertThat(column.rows()).isEqualTo(300);
            assertThat(column.unique()).isTrue();
            assertThat(column.consecutive()).isFalse();
        });
    }

    @Test
    void daysFewValuesAndWhatWasNotSketchedAreNotCompared() {
        SampleTable table = new SampleTable("t");
        add(table, "day", ValueType.DATE, null, 0, 0, 300);
        add(table, "time", ValueType.DATETIME, null, 0, 0, 300);
        add(table, "few", ValueType.TEXT, null, 0, 0, 19);
        add(table, "enough", ValueType.TEXT, null, 0, 0, 21);
        table.column("unsketched");
        add(table, "last", ValueType.TEXT, null, 0, 0, 300);
        assertThat(KnownColumn.of(table.read(300, "x")))
                .extracting(KnownColumn::column)
                .containsExactly("enough", "last");
        assertThat(KnownColumn.of(table.unread())).isEmpty();
    }

    @Test
    void aTypeCountsFromACertaintyOfOneHalf() {
        SampleTable table = new SampleTable("t");
        add(table, "sure", ValueType.TEXT, DataType.MOBILE, 0.5, 0, 300);
        add(table, "guess", ValueType.TEXT, DataType.MOBILE, 0.49, 0, 300);
        add(table, "none", ValueType.TEXT, null, 0, 0, 300);
        assertThat(KnownColumn.of(table.read(300, "x")))
                .extracting(KnownColumn::type)
                .containsExactly(DataType.MOBILE, null, null);
    }

    @ParameterizedTest
    @CsvSource({
        "1000, 0, 0, 1000, true",
        "1000, 0, 0, 970, true",
        "1000, 0, 0, 969, false",
        "1000, 1, 0, 1000, false",
        "1000, 0, 1, 1000, false",
        "1000, 1, 1, 1000, false"
    })
    void aKeyHasAValueInEachRowAndHardlyAnyTwice(long rows, long nulls, long empty, long distinct, boolean unique) {
        assertThat(known(ValueType.TEXT, rows, nulls, empty, distinct, null, null)
                        .unique())
                .isEqualTo(unique);
    }

    /// At most three places for each value.
    @ParameterizedTest
    @CsvSource({
        "INTEGER, 1, 300, true",
        "INTEGER, 1, 900, true",
        "INTEGER, 1, 901, false",
        "INTEGER, -100, 200, true",
        "TEXT, 1, 300, false",
        "DECIMAL, 1, 300, false",
        "INTEGER, , 300, false",
        "INTEGER, 1, , false",
        "INTEGER, 1*, 3**, false"
    })
    void numbersWithHardlyAnyGapAreConsecutive(
            ValueType type, @Nullable String min, @Nullable String max, boolean consecutive) {
        assertThat(known(type, 300, 0, 0, 300, min, max).consecutive()).isEqualTo(consecutive);
    }

    @Test
    void whatIdentifiesIsAnIdentifierOrAnUntypedKeyWithEnoughValues() {
        assertThat(identifies(DataType.RESIDENT_ID, 300, false)).isTrue();
        assertThat(identifies(DataType.CREDIT_CODE, 300, true)).isTrue();
        assertThat(identifies(DataType.PERSON_NAME, 300, true)).isFalse();
        assertThat(identifies(DataType.RESIDENT_ID, 90, true)).isFalse();
        assertThat(identifies(null, 300, true)).isTrue();
        assertThat(identifies(null, 300, false)).isFalse();
        assertThat(identifies(null, 90, true)).isFalse();
        SampleTable numbered = new SampleTable("t");
        add(numbered, "c", ValueType.INTEGER, null, 0, 0, 300);
        assertThat(only(numbered).unique()).isTrue();
        assertThat(only(numbered).identifies()).isFalse();
    }

    @Test
    void aReferencePointsAtAKeyOfAnotherTable() {
        List<KnownColumn> columns = List.of(
                column("people", "idno", DataType.RESIDENT_ID, 0, 1000, true),
                column("people", "copy", DataType.RESIDENT_ID, 0, 500, false),
                column("payments", "who", DataType.RESIDENT_ID, 0, 400, false),
                column("strangers", "who", DataType.RESIDENT_ID, 5000, 5400, false),
                column("mixed", "who", DataType.RESIDENT_ID, 900, 1300, false),
                column("phones", "who", DataType.MOBILE, 0, 400, false));
        assertThat(Relations.references(columns, Thresholds.DEFAULT))
                .singleElement()
                .satisfies(reference -> {
                    assertThat(reference.from().path()).isEqualTo("s.payments");
                    assertThat(reference.to().path()).isEqualTo("s.people");
                    assertThat(reference.to().column()).isEqualTo("idno");
                    assertThat(reference.share()).isCloseTo(1, within(0.03)).isLessThanOrEqualTo(1);
                });
    }

    /// Numbers without gaps overlap whatever they number: their names must agree.
    @Test
    void consecutiveNumbersReferToOneAnotherOnlyByNameOrComment() {
        assertThat(numbered("id", null, "pid", null)).isEmpty();
        assertThat(numbered("pid", null, "PID", null)).hasSize(1);
        assertThat(numbered("id", "人员编号", "who", "人员编号")).hasSize(1);
        assertThat(numbered("id", "人员编号", "who", "编号")).isEmpty();
        assertThat(numbered("id", " ", "who", " ")).isEmpty();
    }

    /// If every table has an `id`, it says nothing about which of them another `id` means.
    @Test
    void aNameThatManyTablesNumberTheirRowsWithIsNoEvidence() {
        for (int tables = 2; tables <= 5; tables++) {
            List<KnownColumn> columns = IntStream.range(0, tables)
                    .mapToObj(n -> number("t" + n, n == 0 ? "ID" : "id", null, 0, 300))
                    .toList();
            assertThat(Relations.references(columns, Thresholds.DEFAULT))
                    .hasSize(tables <= 3 ? tables * (tables - 1) : 0);
        }
    }

    /// Tables that number their rows under names of their own are no namesakes.
    @Test
    void keysUnderDifferentNamesDoNotHideOneAnother() {
        List<KnownColumn> columns = new ArrayList<>();
        IntStream.range(0, 5).forEach(n -> columns.add(number("t" + n, "id" + n, null, 0, 300)));
        columns.add(notUnique(number("payments", "id3", null, 0, 200)));
        assertThat(Relations.references(columns, Thresholds.DEFAULT))
                .singleElement()
                .satisfies(reference -> assertThat(reference.to().path()).isEqualTo("s.t3"));
    }

    @Test
    void twoUnitsHoldTheSameWhereHalfOfOneIsInTheOther() {
        KnownColumn mine = column("people", "idno", DataType.RESIDENT_ID, 0, 1000, true);
        KnownColumn part = column("other", "who", DataType.RESIDENT_ID, 0, 600, false);
        assertThat(Relations.duplicates(List.of(mine), List.of(part), Thresholds.DEFAULT))
                .singleElement()
                .satisfies(found -> {
                    assertThat(found.first()).isSameAs(mine);
                    assertThat(found.second()).isSameAs(part);
                    assertThat(found.common()).isCloseTo(600, within(40.0));
                    assertThat(found.ofFirst()).isCloseTo(0.6, within(0.05));
                    assertThat(found.ofSecond()).isCloseTo(1, within(0.05)).isLessThanOrEqualTo(1);
                });
        assertThat(Relations.duplicates(List.of(part), List.of(mine), Thresholds.DEFAULT))
                .hasSize(1);
        assertThat(Relations.duplicates(
                        List.of(mine),
                        List.of(column("other", "who", DataType.RESIDENT_ID, 700, 1700, true)),
                        Thresholds.DEFAULT))
                .isEmpty();
        assertThat(Relations.duplicates(
                        List.of(mine),
                        List.of(column("other", "who", DataType.MOBILE, 0, 1000, true)),
                        Thresholds.DEFAULT))
                .isEmpty();
        assertThat(Relations.duplicates(
                        List.of(mine),
                        List.of(column("other", "who", DataType.PERSON_NAME, 0, 1000, true)),
                        Thresholds.DEFAULT))
                .isEmpty();
        assertThat(Relations.duplicates(
                        List.of(column("names", "n", DataType.PERSON_NAME, 0, 1000, true)),
                        List.of(column("other", "n", DataType.PERSON_NAME, 0, 1000, true)),
                        Thresholds.DEFAULT))
                .isEmpty();
    }

    @Test
    void whatCouldBeAKeyIsProposedUnlessItIsOne() {
        SampleTable table = new SampleTable("t").key(true, "id").key(false, "both", "other");
        key(table, "id", 0, 0, 100, List.of(), false);
        key(table, "both", 0, 0, 100, List.of(), false);
        key(table, "nearly", 0, 0, 97, List.of(), false);
        key(table, "twice", 0, 0, 96, List.of(), false);
        key(table, "nulls", 1, 0, 100, List.of(), false);
        key(table, "empty", 0, 1, 100, List.of(), false);
        key(table, "once", 0, 0, 90, List.of(new ColumnProfile.Count("a", 1)), true);
        key(table, "again", 0, 0, 100, List.of(new ColumnProfile.Count("a", 2)), true);
        key(table, "hidden", 0, 0, 100, List.of(), true);
        assertThat(Relations.keyCandidates(table.result(100))).containsExactly("both", "nearly", "once", "hidden");
        assertThat(Relations.keyCandidates(table.result(20))).isNotEmpty();
        assertThat(Relations.keyCandidates(table.result(19))).isEmpty();
        assertThat(Relations.keyCandidates(table.sampled().result(100))).isEmpty();
        assertThat(Relations.keyCandidates(table.unread().result())).isEmpty();
    }

    private static void key(
            SampleTable table,
            String name,
            long nulls,
            long empty,
            long distinct,
            List<ColumnProfile.Count> top,
            boolean exact) {
        table.column(
                new Table.Column(name, "text", null, true, null),
                SampleTable.profile(
                        name, "text", null, ValueType.TEXT, 100, nulls, empty, distinct, null, null, top, exact),
                null,
                0);
    }

    private static List<Relations.Reference> numbered(
            String key, @Nullable String comment, String other, @Nullable String otherComment) {
        return Relations.references(
                List.of(
                        number("people", key, comment, 0, 1000),
                        // With values twice it is no key itself.
                        notUnique(number("payments", other, otherComment, 0, 500))),
                Thresholds.DEFAULT);
    }

    private static KnownColumn notUnique(KnownColumn column) {
        return new KnownColumn(
                column.path(),
                null,
                column.column(),
                column.comment(),
                null,
                column.rows(),
                false,
                true,
                column.sketch());
    }

    private static KnownColumn number(String table, String name, @Nullable String comment, int from, int to) {
        SampleTable sample = new SampleTable(table);
        ColumnProfile profile = SampleTable.profile(
                name,
                "bigint",
                comment,
                ValueType.INTEGER,
                to - from,
                0,
                0,
                to - from,
                "" + from,
                "" + (to - 1),
                List.of(),
                false);
        return only(sample.column(new Table.Column(name, "bigint", null, true, comment), profile, null, 0)
                .sketch(name, IntStream.range(from, to)));
    }

    private static boolean identifies(@Nullable DataType type, int values, boolean unique) {
        return column("t", "c", type, 0, values, unique).identifies();
    }

    private static KnownColumn column(
            String table, String name, @Nullable DataType type, int from, int to, boolean unique) {
        SampleTable sample = new SampleTable(table);
        int count = to - from;
        ColumnProfile profile =
                SampleTable.profile(name, "text", null, ValueType.TEXT, unique ? count : 3L * count, count);
        return only(sample.column(new Table.Column(name, "text", null, true, null), profile, type, 0.9)
                .sketch(name, IntStream.range(from, to)));
    }

    private static KnownColumn known(
            ValueType type,
            long rows,
            long nulls,
            long empty,
            long distinct,
            @Nullable String min,
            @Nullable String max) {
        ColumnProfile profile =
                SampleTable.profile("c", "text", null, type, rows, nulls, empty, distinct, min, max, List.of(), false);
        return only(new SampleTable("t")
                .column(new Table.Column("c", "text", null, true, null), profile, null, 0)
                .sketch("c", IntStream.range(0, 300)));
    }

    private static void add(
            SampleTable table,
            String name,
            ValueType type,
            @Nullable DataType found,
            double confidence,
            int from,
            int to) {
        String comment = "comment of " + name;
        boolean numbers = type == ValueType.INTEGER;
        ColumnProfile profile = SampleTable.profile(
                name,
                "text",
                comment,
                type,
                to - from,
                0,
                0,
                to - from,
                numbers ? "" + from : null,
                numbers ? "" + (to - 1) : null,
                List.of(),
                false);
        table.column(new Table.Column(name, "text", null, true, comment), profile, found, confidence)
                .sketch(name, IntStream.range(from, to));
    }

    private static KnownColumn only(SampleTable table) {
        List<KnownColumn> known = KnownColumn.of(table.read(300, "x"));
        assertThat(known).hasSize(1);
        return known.getFirst();
    }
}
