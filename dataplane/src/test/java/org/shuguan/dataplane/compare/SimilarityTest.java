package org.shuguan.dataplane.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.shuguan.dataplane.profile.ColumnProfile;
import org.shuguan.dataplane.profile.ValueType;
import org.shuguan.dataplane.sketch.SampleSketch;
import org.shuguan.dataplane.sketch.Sketch;

class SimilarityTest {
    /// The share of characters that stay, by the Levenshtein distance: 3 of saturday and sunday. Below 0.6 it says
    /// nothing.
    @ParameterizedTest
    @CsvSource({
        "saturday, sunday, 0.625",
        "sunday, saturday, 0.625",
        "abcde, abcxy, 0.6",
        "kitten, sitting, 0",
        "phone, PHONE, 1",
        "phone, phones, 0.833",
        "xphone, phone, 0.833",
        "phone, phome, 0.8",
        "a, b, 0",
        "ab, a, 0",
        "ab, abcde, 0"
    })
    void withoutValuesTheNamesDecide(String gone, String fresh, double likeness) {
        assertThat(Similarity.of(column(gone, "text", null), null, column(fresh, "text", null), null))
                .isCloseTo(likeness, within(0.001));
    }

    @Test
    void oneCommentIsOneColumn() {
        assertThat(Similarity.of(column("a", "text", "电话"), null, column("b", "text", "电话"), null))
                .isEqualTo(1);
        assertThat(Similarity.of(column("a", "text", "电话"), null, column("b", "text", "手机"), null))
                .isZero();
        assertThat(Similarity.of(column("a", "text", " "), null, column("b", "text", " "), null))
                .isZero();
        assertThat(Similarity.of(column("a", "text", null), null, column("b", "text", null), null))
                .isZero();
    }

    @ParameterizedTest
    @CsvSource({"varchar(18), VARCHAR (20), 1", "varchar(18), varchar, 1", "varchar(18), bigint, 0"})
    void theLengthOfATypeDoesNotMatterTheTypeDoes(String gone, String fresh, double likeness) {
        assertThat(Similarity.of(column("a", gone, null), null, column("a", fresh, null), null))
                .isEqualTo(likeness);
    }

    @Test
    void manyEqualValuesAreOneColumnUnderAnyName() {
        assertThat(columns("phone", 0, 1000, "mobile", 0, 1000)).isEqualTo(1);
        assertThat(columns("phone", 0, 1000, "mobile", 0, 850)).isCloseTo(0.85, within(0.05));
        assertThat(columns("phone", 0, 850, "mobile", 0, 1000)).isCloseTo(0.85, within(0.05));
        assertThat(columns("phone", 0, 1000, "mobile", 400, 1400)).isZero();
        assertThat(columns("phone", 0, 1000, "phone", 5000, 6000)).isZero();
    }

    /// Seven tenths by values, three by the name.
    @Test
    void theNameHelpsWhereTheValuesNearlyAgree() {
        assertThat(columns("phone", 0, 1000, "phone", 350, 1350)).isCloseTo(0.755, within(0.04));
        assertThat(columns("phone", 0, 1000, "x", 350, 1350)).isZero();
    }

    /// All flags hold the same few values: four tenths by values, six by the name.
    @Test
    void fewValuesProveLessThanTheName() {
        assertThat(columns("paid", 0, 2, "citizen", 0, 2)).isZero();
        assertThat(columns("paid", 0, 2, "paid", 0, 2)).isEqualTo(1);
        assertThat(columns("paid", 0, 2, "pait", 0, 2)).isCloseTo(0.85, within(0.001));
        assertThat(columns("paid", 0, 2, "paxy", 0, 2)).isEqualTo(0.7);
        assertThat(columns("paid", 0, 2, "paid", 5, 7)).isZero();
        assertThat(columns("citizen", 0, 2, "paid", 0, 1000)).isZero();
    }

    @Test
    void oneSketchAloneIsNoEvidence() {
        Sketch values = SampleSketch.of("phone", IntStream.range(0, 1000));
        assertThat(Similarity.of(column("phone", "text", null), values, column("x", "text", null), null))
                .isZero();
        assertThat(Similarity.of(column("phone", "text", null), null, column("phone", "text", null), values))
                .isEqualTo(1);
    }

    @Test
    void tablesAreAlikeByTheNamesOfTheirColumns() {
        assertThat(tables(new SampleTable("a").column("x"), new SampleTable("b").column("x")))
                .isZero();
        assertThat(tables(
                        new SampleTable("a").column("x").column("Y"),
                        new SampleTable("b").column("X").column("y")))
                .isEqualTo(1);
        assertThat(tables(
                        new SampleTable("a").column("x").column("y").column("z"),
                        new SampleTable("b").column("x").column("y")))
                .isZero();
        assertThat(tables(
                        new SampleTable("a").column("x").column("y").column("z").column("u"),
                        new SampleTable("b").column("x").column("y").column("z")))
                .isEqualTo(0.75);
        SampleTable seven = new SampleTable("a");
        SampleTable ten = new SampleTable("b");
        IntStream.range(0, 7).forEach(n -> seven.column("c" + n));
        IntStream.range(0, 10).forEach(n -> ten.column("c" + n));
        assertThat(tables(seven, ten)).isEqualTo(0.7);
    }

    /// Half by the names, half by the values of the columns that both have.
    @Test
    void valuesTellTablesOfOneShapeApart() {
        assertThat(tables(pair("a", 0, 1000), pair("b", 0, 1000))).isEqualTo(1);
        assertThat(tables(pair("a", 0, 1000), pair("b", 5000, 6000))).isZero();
        assertThat(tables(pair("a", 0, 1000), pair("b", 0, 400))).isCloseTo(1, within(0.05));
        assertThat(tables(pair("a", 0, 1000), pair("b", 500, 1500))).isCloseTo(0.75, within(0.05));
        assertThat(tables(
                        pair("a", 0, 1000),
                        new SampleTable("b").column("x").column("y", IntStream.range(10_000, 11_000))))
                .isEqualTo(1);
    }

    private static SampleTable pair(String name, int from, int to) {
        return new SampleTable(name)
                .column("x", IntStream.range(from, to))
                .column("y", IntStream.range(10_000 + from, 10_000 + to));
    }

    private static double tables(SampleTable gone, SampleTable fresh) {
        return Similarity.of(gone.read(10, "x"), fresh.read(10, "x"));
    }

    private static double columns(String gone, int from, int to, String fresh, int freshFrom, int freshTo) {
        return Similarity.of(
                column(gone, "text", null),
                SampleSketch.of(gone, IntStream.range(from, to)),
                column(fresh, "text", null),
                SampleSketch.of(fresh, IntStream.range(freshFrom, freshTo)));
    }

    private static ColumnProfile column(String name, String type, @Nullable String comment) {
        return SampleTable.profile(name, type, comment, ValueType.TEXT, 1000, 1000);
    }
}
