package org.shuguan.dataplane.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.shuguan.dataplane.source.Table;

/// Compares results of censuses without taking any.
class TableComparisonTest {
    @Test
    void aTableThatOneCensusFoundHasNoFiguresInTheOther() {
        TableSnapshot table =
                new SampleTable("t").comment("人员").bytes(77).column("a").read(5, "x");
        assertThat(Comparison.newTable(table))
                .isEqualTo(new TableChange(TableChange.Kind.NEW, "s.t", null, "人员", -1, 5, -1, 77, List.of()));
        assertThat(Comparison.goneTable(table))
                .isEqualTo(new TableChange(TableChange.Kind.GONE, "s.t", null, "人员", 5, -1, 77, -1, List.of()));
        assertThat(Comparison.unreadTable(table, null))
                .isEqualTo(new TableChange(TableChange.Kind.UNREAD, "s.t", null, "人员", 5, -1, 77, -1, List.of()));
        assertThat(Comparison.unreadTable(null, table))
                .isEqualTo(new TableChange(TableChange.Kind.UNREAD, "s.t", null, "人员", -1, 5, -1, 77, List.of()));
    }

    @Test
    void contentIsComparedOnlyWhereBothCensusesReadItWhole() {
        SampleTable table = new SampleTable("t").column("a");
        assertThat(kind(table.read(5, "x"), table.read(5, "x"))).isEqualTo(TableChange.Kind.SAME);
        assertThat(kind(table.read(5, "x"), table.read(5, "y"))).isEqualTo(TableChange.Kind.CONTENT);
        assertThat(kind(table.read(5, null), table.read(5, "x"))).isEqualTo(TableChange.Kind.SIMILAR);
        assertThat(kind(table.read(5, "x"), table.read(5, null))).isEqualTo(TableChange.Kind.SIMILAR);
        assertThat(kind(table.unread(), table.read(5, "x"))).isEqualTo(TableChange.Kind.UNREAD);
        assertThat(kind(table.read(5, "x"), table.unread())).isEqualTo(TableChange.Kind.UNREAD);
        assertThat(kind(table.read(0, "x"), table.read(0, "x"))).isEqualTo(TableChange.Kind.SAME);
        assertThat(kind(
                        table.read(5, "x"),
                        new SampleTable("t").column("a").column("b").read(5, "x")))
                .isEqualTo(TableChange.Kind.ALTERED);
    }

    @Test
    void aTableUnderAnotherPathWasRenamedAndKeepsItsFigures() {
        TableChange change = Comparison.between(
                new SampleTable("old").comment("新").bytes(10).column("a").read(5, "x"),
                new SampleTable("young").comment("新").bytes(20).column("a").read(6, "x"));
        assertThat(change)
                .isEqualTo(new TableChange(TableChange.Kind.RENAMED, "s.young", "s.old", "新", 5, 6, 10, 20, List.of()));
        assertThat(Comparison.between(
                                new SampleTable("t").column("a").read(5, "x"),
                                new SampleTable("t").column("a").read(5, "x"))
                        .formerPath())
                .isNull();
    }

    @Test
    void lengthsAreToldByTypeOrByDeclaredLength() {
        assertThat(changed(column("varchar(18)", null), column("varchar(20)", null)))
                .containsExactly(ColumnChange.of(ColumnChange.Kind.LENGTH, "a", "varchar(18)", "varchar(20)"));
        assertThat(changed(column("varchar", 18), column("varchar", 20)))
                .containsExactly(ColumnChange.of(ColumnChange.Kind.LENGTH, "a", "18", "20"));
        assertThat(changed(column("varchar", null), column("varchar", 20)))
                .containsExactly(ColumnChange.of(ColumnChange.Kind.LENGTH, "a", null, "20"));
        assertThat(changed(column("varchar", 20), column("varchar", null)))
                .containsExactly(ColumnChange.of(ColumnChange.Kind.LENGTH, "a", "20", null));
        assertThat(changed(column("varchar(18)", null), column("bigint", null)))
                .containsExactly(ColumnChange.of(ColumnChange.Kind.TYPE, "a", "varchar(18)", "bigint"));
        assertThat(changed(column("varchar", 18), column("varchar", 18))).isEmpty();
    }

    @Test
    void whetherAValueIsRequiredIsTold() {
        Table.Column free = new Table.Column("a", "text", null, true, null);
        Table.Column required = new Table.Column("a", "text", null, false, null);
        assertThat(changed(free, required))
                .containsExactly(ColumnChange.of(ColumnChange.Kind.NULLABILITY, "a", "nullable", "required"));
        assertThat(changed(required, free))
                .containsExactly(ColumnChange.of(ColumnChange.Kind.NULLABILITY, "a", "required", "nullable"));
    }

    @Test
    void commentsOfTheTableAndOfColumnsAreToldAndNoCommentIsAnEmptyOne() {
        SampleTable none = new SampleTable("t").column("a", "text", null, null);
        SampleTable empty = new SampleTable("t").comment("").column("a", "text", "", null);
        SampleTable some = new SampleTable("t").comment("人员").column("a", "text", "姓名", null);
        assertThat(Comparison.between(none.read(1, "x"), empty.read(1, "x")).columns())
                .isEmpty();
        assertThat(Comparison.between(empty.read(1, "x"), none.read(1, "x")).columns())
                .isEmpty();
        assertThat(Comparison.between(none.read(1, "x"), some.read(1, "x")).columns())
                .containsExactly(
                        ColumnChange.of(ColumnChange.Kind.COMMENT, "", null, "人员"),
                        ColumnChange.of(ColumnChange.Kind.COMMENT, "a", null, "姓名"));
    }

    @Test
    void keysAreToldApart() {
        SampleTable none = new SampleTable("t").column("a");
        SampleTable unique = new SampleTable("t").column("a").key(false, "a");
        SampleTable primary = new SampleTable("t").column("a").key(true, "a");
        assertThat(Comparison.between(none.read(1, "x"), unique.read(1, "x")).columns())
                .containsExactly(ColumnChange.of(ColumnChange.Kind.KEY, "a", "none", "unique"));
        assertThat(Comparison.between(unique.read(1, "x"), primary.read(1, "x")).columns())
                .containsExactly(ColumnChange.of(ColumnChange.Kind.KEY, "a", "unique", "primary"));
        assertThat(Comparison.between(primary.read(1, "x"), primary.read(1, "x"))
                        .columns())
                .isEmpty();
    }

    @Test
    void aColumnUnderAnotherNameIsFoundByItsValuesWithItsLikeness() {
        TableChange change = Comparison.between(
                new SampleTable("t").column("phone", values(0, 500)).read(500, "x"),
                new SampleTable("t").column("mobile", values(0, 500)).read(500, "y"));
        assertThat(change.columns())
                .containsExactly(new ColumnChange(ColumnChange.Kind.RENAMED, "mobile", "phone", "mobile", 100));
    }

    @Test
    void theLikenessIsInPercent() {
        TableChange change = Comparison.between(
                new SampleTable("t").column("phone", values(0, 1000)).read(1000, "x"),
                new SampleTable("t").column("mobile", values(0, 850)).read(850, "y"));
        assertThat(change.columns())
                .singleElement()
                .satisfies(one -> assertThat(one.likeness()).isBetween(80, 90));
    }

    /// The other column, which did not change, is no evidence for this one.
    @Test
    void aColumnIsComparedWithItsOwnProfile() {
        TableChange change = Comparison.between(
                new SampleTable("t").column("id").column("phone").read(10, "x"),
                new SampleTable("t").column("id").column("since").read(10, "y"));
        assertThat(change.columns())
                .extracting(ColumnChange::kind)
                .containsExactly(ColumnChange.Kind.GONE, ColumnChange.Kind.NEW);
    }

    @Test
    void theKeyOfAnotherColumnIsNoneOfThisOne() {
        TableChange change = Comparison.between(
                new SampleTable("t").column("a").column("b").read(10, "x"),
                new SampleTable("t").column("a").column("b").key(false, "b").read(10, "y"));
        assertThat(change.columns()).containsExactly(ColumnChange.of(ColumnChange.Kind.KEY, "b", "none", "unique"));
    }

    /// What changed with the renaming is told under the new name.
    @Test
    void aRenamedColumnIsComparedWithTheFormerOne() {
        TableChange change = Comparison.between(
                new SampleTable("t")
                        .column("phone", "varchar(11)", "电话", values(0, 500))
                        .key(false, "phone")
                        .read(500, "x"),
                new SampleTable("t")
                        .column("mobile", "varchar(20)", "电话", values(0, 500))
                        .read(500, "y"));
        assertThat(change.columns())
                .extracting(one -> one.kind() + " " + one.column() + " " + one.before() + " " + one.after())
                .containsExactly(
                        "RENAMED mobile phone mobile",
                        "LENGTH mobile varchar(11) varchar(20)",
                        "KEY mobile unique none");
    }

    @Test
    void oneFormerColumnIsTheFormerOfOneColumnAndTheLikeliestWins() {
        TableChange change = Comparison.between(
                new SampleTable("t").column("phone", values(0, 1000)).read(1000, "x"),
                new SampleTable("t")
                        .column("some", values(0, 800))
                        .column("all", values(0, 1000))
                        .read(1000, "y"));
        assertThat(change.columns())
                .extracting(one -> one.kind() + " " + one.column() + " " + one.before())
                .containsExactly("NEW some null", "RENAMED all phone");
        TableChange merged = Comparison.between(
                new SampleTable("t")
                        .column("some", values(0, 800))
                        .column("all", values(0, 1000))
                        .read(1000, "x"),
                new SampleTable("t").column("phone", values(0, 1000)).read(1000, "y"));
        assertThat(merged.columns())
                .extracting(one -> one.kind() + " " + one.column() + " " + one.before())
                .containsExactly("GONE some text", "RENAMED phone all");
    }

    @Test
    void aColumnThatStaysIsTheFormerOfNoOther() {
        TableChange change = Comparison.between(
                new SampleTable("t").column("phone", values(0, 500)).read(500, "x"),
                new SampleTable("t")
                        .column("phone", values(0, 500))
                        .column("copy", values(0, 500))
                        .read(500, "y"));
        assertThat(change.columns()).containsExactly(ColumnChange.of(ColumnChange.Kind.NEW, "copy", null, "text"));
        TableChange back = Comparison.between(
                new SampleTable("t")
                        .column("phone", values(0, 500))
                        .column("copy", values(0, 500))
                        .read(500, "x"),
                new SampleTable("t").column("phone", values(0, 500)).read(500, "y"));
        assertThat(back.columns()).containsExactly(ColumnChange.of(ColumnChange.Kind.GONE, "copy", "text", null));
    }

    @Test
    void columnsOfATableThatWasNotReadAreNotTakenForOneAnother() {
        SampleTable before = new SampleTable("t").column("phone", values(0, 500));
        SampleTable after = new SampleTable("t").column("phones", values(0, 500));
        assertThat(Comparison.between(before.read(500, "x"), after.read(500, "x"))
                        .columns())
                .extracting(ColumnChange::kind)
                .containsExactly(ColumnChange.Kind.RENAMED);
        for (TableChange change : List.of(
                Comparison.between(before.unread(), after.read(500, "x")),
                Comparison.between(before.read(500, "x"), after.unread()))) {
            assertThat(change.columns())
                    .extracting(ColumnChange::kind)
                    .containsExactly(ColumnChange.Kind.GONE, ColumnChange.Kind.NEW);
        }
    }

    @Test
    void ofTablesUnderOtherNamesTheLikeliestPairsAreFormedAndEachTableIsInOne() {
        TableSnapshot first = people("first", 0, 1000);
        TableSnapshot second = people("second", 5000, 6000);
        TableSnapshot young = people("young", 0, 1000);
        TableSnapshot similar = people("similar", 5000, 5600);
        TableSnapshot twin = people("twin", 100, 1100);
        assertThat(Comparison.renamedTables(List.of(first, second), List.of(similar, twin, young)))
                .containsOnly(Map.entry("s.young", "s.first"), Map.entry("s.similar", "s.second"));
        assertThat(Comparison.renamedTables(
                        List.of(first), List.of(new SampleTable("x").column("y").read(1, "z"))))
                .isEmpty();
    }

    @Test
    void whatIsNotACommentCanBreakThoseWhoUseTheTable() {
        for (ColumnChange.Kind kind : ColumnChange.Kind.values()) {
            assertThat(kind.structural()).isEqualTo(kind != ColumnChange.Kind.COMMENT);
        }
        assertThat(ColumnChange.Kind.NULLABILITY.word()).isEqualTo("nullability");
        assertThat(TableChange.Kind.UNREAD.word()).isEqualTo("unread");
    }

    private static TableSnapshot people(String name, int from, int to) {
        return new SampleTable(name)
                .column("id", values(from, to))
                .column("phone", values(10_000 + from, 10_000 + to))
                .read(to - from, "x");
    }

    private static TableChange.Kind kind(TableSnapshot before, TableSnapshot after) {
        return Comparison.between(before, after).kind();
    }

    private static List<ColumnChange> changed(Table.Column was, Table.Column is) {
        return Comparison.between(
                        new SampleTable("t").column(was, null).read(1, "x"),
                        new SampleTable("t").column(is, null).read(1, "x"))
                .columns();
    }

    private static Table.Column column(String type, @Nullable Integer length) {
        return new Table.Column("a", type, length, true, null);
    }

    private static IntStream values(int from, int to) {
        return IntStream.range(from, to);
    }
}
