package org.shuguan.dataplane.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.shuguan.dataplane.serve.Question.Counting;
import org.shuguan.dataplane.serve.Question.Sort;

/// What the reader promises, whatever database it reads.
abstract class ReaderContract {
    static final PseudonymKey KEY = PseudonymKey.of(new byte[32], "4412");

    /// One row per resident; some values are missing, some names differ in case or blanks only.
    static final String TABLE = """
            create table resident (id bigint primary key, name varchar(40), id_no char(18), district varchar(20),
                                   born date, seen_at timestamp null, area decimal(10,2), address varchar(200))
            """;

    static final Map<String, String> COLUMNS = Map.of(
            "编号", "id",
            "姓名", "name",
            "身份证号", "id_no",
            "区县", "district",
            "出生日期", "born",
            "最近办事", "seen_at",
            "住房面积", "area",
            "住址", "address");

    private static final String[] NAMES = {"张三", "欧阳娜娜", "Li", "li", "𠮷田", "陈", "O'Neil", "百分%号"};
    private static final String[] DISTRICTS = {"端州区", "鼎湖区", "高要区", "怀集县"};

    /// The rows as texts in the order of the table's columns.
    static List<List<@Nullable String>> residents() {
        List<List<@Nullable String>> rows = new ArrayList<>();
        for (int i = 1; i <= 120; i++) {
            List<@Nullable String> row = new ArrayList<>();
            row.add(String.valueOf(i));
            row.add(i % 17 == 0 ? null : i % 19 == 0 ? "" : NAMES[i % NAMES.length]);
            row.add("4412021990%02d%02d%04d".formatted(i % 12 + 1, i % 28 + 1, i));
            row.add(DISTRICTS[i % 4]);
            row.add(
                    i % 13 == 0
                            ? null
                            : LocalDate.of(1950, 1, 1).plusDays(i * 211L).toString());
            row.add("2026-01-%02d 08:30:00".formatted(i % 28 + 1));
            row.add(i % 7 == 0 ? null : i + ".50");
            row.add("广东省肇庆市" + DISTRICTS[i % 4] + "建设路" + i + "号");
            rows.add(row);
        }
        return rows;
    }

    static String inserts() {
        return residents().stream()
                .map(row -> row.stream()
                        .map(value -> value == null ? "null" : "'" + value.replace("'", "''") + "'")
                        .collect(Collectors.joining(", ", "(", ")")))
                .collect(Collectors.joining(", ", "insert into resident values ", ""));
    }

    abstract ServedTable table() throws Exception;

    static ServedItem item(String name, ItemMask mask) {
        return new ServedItem(name, Objects.requireNonNull(COLUMNS.get(name)), mask);
    }

    static Granted granted(String rows, ServedItem... items) throws Exception {
        return new Granted(List.of(items), COLUMNS, RowFilter.parse(rows), KEY);
    }

    static Granted everything() throws Exception {
        return granted(
                "",
                COLUMNS.keySet().stream()
                        .map(name -> item(name, ItemMask.CLEAR))
                        .toArray(ServedItem[]::new));
    }

    static Question question(String filter, String... fields) throws Exception {
        return new Question(RowFilter.parse(filter), List.of(fields), List.of(), null, 1000, Counting.EXACT);
    }

    private List<Object> ids(Granted granted, String filter) throws Exception {
        return ConsumerReader.read(table(), granted, question(filter, "编号")).rows().stream()
                .map(List::getFirst)
                .map(id -> (Object) Integer.valueOf(String.valueOf(id)))
                .toList();
    }

    private static List<Object> expected(java.util.function.Predicate<List<@Nullable String>> fulfils) {
        return residents().stream()
                .filter(fulfils)
                .map(row -> (Object) Integer.valueOf(String.valueOf(row.getFirst())))
                .toList();
    }

    private static boolean hasName(List<@Nullable String> row) {
        return row.get(1) != null && !row.get(1).isEmpty();
    }

    @Test
    void eachOperatorFindsItsRows() throws Exception {
        Granted all = everything();
        assertThat(ids(all, "姓名 = 'li'")).isEqualTo(expected(row -> "li".equals(row.get(1))));
        assertThat(ids(all, "姓名 <> 'li'")).isEqualTo(expected(row -> hasName(row) && !"li".equals(row.get(1))));
        assertThat(ids(all, "姓名 in ('li', 'O''Neil')"))
                .isEqualTo(expected(row -> "li".equals(row.get(1)) || "O'Neil".equals(row.get(1))));
        assertThat(ids(all, "姓名 prefix '百分%'")).isEqualTo(expected(row -> "百分%号".equals(row.get(1))));
        assertThat(ids(all, "姓名 prefix '_'")).isEmpty();
        assertThat(ids(all, "姓名 is empty")).isEqualTo(expected(row -> !hasName(row)));
        assertThat(ids(all, "姓名 is present")).isEqualTo(expected(ReaderContract::hasName));
        assertThat(ids(all, "出生日期 is empty")).isEqualTo(expected(row -> row.get(4) == null));
        assertThat(ids(all, "编号 > 100 and 编号 <= 103")).containsExactly(101, 102, 103);
        assertThat(ids(all, "编号 = 7.5")).isEmpty();
        assertThat(ids(all, "编号 < 99999999999999999999 and 编号 >= 120")).containsExactly(120);
        assertThat(ids(all, "住房面积 = 5.5")).containsExactly(5);
        assertThat(ids(all, "出生日期 >= 1990-01-01"))
                .isEqualTo(expected(row -> row.get(4) != null && row.get(4).compareTo("1990-01-01") >= 0));
        assertThat(ids(all, "最近办事 = 2026-01-06T08:30:00"))
                .isEqualTo(expected(row -> String.valueOf(row.get(5)).startsWith("2026-01-06")));
        assertThat(ids(all, "最近办事 < 2026-01-03"))
                .isEqualTo(expected(row -> String.valueOf(row.get(5)).compareTo("2026-01-03") < 0));
        assertThat(ids(all, "身份证号 = '441202199002020001'")).containsExactly(1);
    }

    @Test
    void valuesArriveWithTheirTypes() throws Exception {
        Answer answer = ConsumerReader.read(
                table(), everything(), question("编号 = 1", "编号", "姓名", "身份证号", "出生日期", "最近办事", "住房面积"));

        assertThat(answer.rows()).hasSize(1);
        assertThat(answer.rows().getFirst())
                .extracting(String::valueOf)
                .containsExactly("1", "欧阳娜娜", "441202199002020001", "1950-07-31", "2026-01-02T08:30", "1.50");
        assertThat(answer.rows().getFirst().get(3)).isInstanceOf(LocalDate.class);
        assertThat(answer.count()).isEqualTo(new Answer.Count(1, false));
    }

    /// Keeps the rows that it is given.
    static final class Kept extends RowSink {
        final List<String> names = new ArrayList<>();
        final List<List<@Nullable Object>> rows = new ArrayList<>();

        @Override
        void begin(List<Column> columns) {
            columns.forEach(column -> names.add(column.name()));
        }

        @Override
        void row(List<@Nullable Object> row) {
            rows.add(new ArrayList<>(row));
        }
    }

    @Test
    void aSnapshotHasAllGrantedRowsWithTheirMasksAndNotInTheOrderOfHiddenValues() throws Exception {
        Granted granted = granted("区县 = '端州区'", item("编号", ItemMask.CLEAR), item("姓名", ItemMask.keep(1, 0)));
        Kept kept = new Kept();

        assertThat(ConsumerReader.snapshot(table(), granted, kept)).isEqualTo(30);

        Answer page = ConsumerReader.read(table(), granted, question(""));
        assertThat(kept.names).containsExactly("编号", "姓名");
        assertThat(kept.rows).isEqualTo(page.rows());

        // Without its key, rows come in the order of what is seen.
        Granted keyless = granted("", item("区县", ItemMask.CLEAR), item("身份证号", ItemMask.keep(6, 0)));
        Kept seen = new Kept();
        ConsumerReader.snapshot(table(), keyless, seen);
        assertThat(seen.rows)
                .isEqualTo(ConsumerReader.read(table(), keyless, question("")).rows());
        Granted nothing = granted("", item("姓名", ItemMask.DROP));
        assertThat(catchThrowableOfType(ReadRefused.class, () -> ConsumerReader.snapshot(table(), nothing, new Kept()))
                        .reason())
                .isEqualTo(ReadRefused.Reason.ONLY_VERIFIED);
    }

    @Test
    void theGrantedRowsAreTheOnlyOnes() throws Exception {
        Granted granted = granted("区县 = '端州区'", item("编号", ItemMask.CLEAR));

        assertThat(ids(granted, "")).isEqualTo(expected(row -> "端州区".equals(row.get(3))));
        assertThat(ids(granted, "编号 <= 10")).containsExactly(4, 8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"姓名", "name", "id", "c1", "*", "编号\" from resident --"})
    void whatIsNotGrantedCannotBeNamed(String item) throws Exception {
        Granted granted = granted("", item("编号", ItemMask.CLEAR), item("身份证号", ItemMask.DROP));
        ServedTable never = table();
        Condition on = Condition.text(item, Condition.Operator.PRESENT);
        for (Question asked : List.of(
                new Question(RowFilter.ALL, List.of(item), List.of(), null, 10, Counting.NONE),
                new Question(RowFilter.ALL, List.of(), List.of(new Sort(item, false)), null, 10, Counting.NONE),
                new Question(new RowFilter(List.of(on)), List.of(), List.of(), null, 0, Counting.EXACT),
                new Question(RowFilter.ALL, List.of("身份证号"), List.of(), null, 10, Counting.NONE))) {
            ReadRefused refused =
                    catchThrowableOfType(ReadRefused.class, () -> ConsumerReader.read(never, granted, asked));
            assertThat(refused.reason()).isEqualTo(ReadRefused.Reason.NOT_GRANTED);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"姓名 = 5", "编号 = '5'", "出生日期 = '1990-01-01'", "最近办事 = 2026-01-03", "编号 prefix '1'"})
    void valuesOfAnotherTypeAreRefused(String filter) throws Exception {
        ServedTable table = table();
        Granted all = everything();
        Question asked = question(filter);
        ReadRefused refused = catchThrowableOfType(ReadRefused.class, () -> ConsumerReader.read(table, all, asked));
        assertThat(refused.reason()).isEqualTo(ReadRefused.Reason.TYPE);
    }

    @Test
    void masksAreWhatJavaCalculates() throws Exception {
        for (ItemMask mask : List.of(
                ItemMask.keep(1, 0),
                ItemMask.keep(6, 4),
                ItemMask.keep(0, 0),
                ItemMask.YEAR,
                ItemMask.DISTRICT,
                ItemMask.PSEUDONYM)) {
            Granted granted = granted(
                    "",
                    item("姓名", mask),
                    item("身份证号", mask),
                    item("出生日期", mask),
                    item("住址", mask),
                    item("编号", ItemMask.CLEAR));
            List<List<@Nullable Object>> rows = ConsumerReader.read(
                            table(), granted, question("", "姓名", "身份证号", "出生日期", "住址", "编号"))
                    .rows();
            for (int i = 0; i < rows.size(); i++) {
                List<@Nullable String> real = residents().get(i);
                List<@Nullable Object> seen = rows.get(i);
                assertThat(seen.get(0)).as("name %s", mask).isEqualTo(mask.apply(real.get(1), KEY));
                assertThat(seen.get(1)).as("number %s", mask).isEqualTo(mask.apply(real.get(2), KEY));
                assertThat(seen.get(2)).as("day %s", mask).isEqualTo(mask.apply(real.get(4), KEY));
                assertThat(seen.get(3)).as("address %s", mask).isEqualTo(mask.apply(real.get(7), KEY));
            }
        }
    }

    @Test
    void filtersOrdersAndCountsSeeTheMaskedValue() throws Exception {
        Granted granted = granted("", item("姓名", ItemMask.keep(1, 0)), item("出生日期", ItemMask.YEAR));

        assertThat(ConsumerReader.read(table(), granted, question("姓名 = '欧阳娜娜'"))
                        .count())
                .isEqualTo(new Answer.Count(0, false));
        assertThat(ConsumerReader.read(table(), granted, question("姓名 = '欧***'"))
                        .rows())
                .isNotEmpty();
        assertThat(ConsumerReader.read(table(), granted, question("出生日期 = '1950'"))
                        .rows())
                .allSatisfy(row -> assertThat(row.get(1)).isEqualTo("1950"))
                .isNotEmpty();
        Question ordered =
                new Question(RowFilter.ALL, List.of("姓名"), List.of(new Sort("姓名", false)), null, 1000, Counting.NONE);
        List<Object> names = ConsumerReader.read(table(), granted, ordered).rows().stream()
                .map(List::getFirst)
                .map(name -> (Object) String.valueOf(name))
                .toList();
        assertThat(new LinkedHashSet<>(names))
                .containsExactlyInAnyOrder("", "*", "L*", "O*****", "l*", "张*", "欧***", "百***", "𠮷*", "null");
    }

    @Test
    void pagesHaveEveryRowOnceInTheirOrder() throws Exception {
        Granted keyed = everything();
        for (List<Sort> order : List.of(
                List.<Sort>of(),
                List.of(new Sort("姓名", false)),
                List.of(new Sort("住房面积", true), new Sort("姓名", true)),
                List.of(new Sort("出生日期", false)))) {
            List<Object> paged = paged(keyed, order, "编号", 7);
            assertThat(paged).as("%s", order).hasSize(120).doesNotHaveDuplicates();
            Question atOnce = new Question(RowFilter.ALL, List.of("编号"), order, null, 1000, Counting.NONE);
            assertThat(paged)
                    .isEqualTo(ConsumerReader.read(table(), keyed, atOnce).rows().stream()
                            .map(List::getFirst)
                            .toList());
        }
    }

    @Test
    void pagesOfRowsThatLookAlikeHaveEachOfThemOnce() throws Exception {
        Granted alike = granted("", item("区县", ItemMask.CLEAR), item("住址", ItemMask.DISTRICT));

        List<Object> paged = paged(alike, List.of(), "区县", 7);

        assertThat(paged).hasSize(120);
        for (String district : DISTRICTS) {
            assertThat(paged).filteredOn(district::equals).hasSize(30);
        }
    }

    private List<Object> paged(Granted granted, List<Sort> order, String field, int size) throws Exception {
        List<Object> found = new ArrayList<>();
        Cursor after = null;
        do {
            Answer page = ConsumerReader.read(
                    table(), granted, new Question(RowFilter.ALL, List.of(field), order, after, size, Counting.NONE));
            page.rows().forEach(row -> found.add(Objects.requireNonNull(row.getFirst())));
            after = page.next() == null ? null : Cursor.parse(page.next().text());
        } while (after != null);
        return found;
    }

    @Test
    void aForeignCursorIsRefused() throws Exception {
        assertThatThrownBy(() -> Cursor.parse("x'; drop table resident")).isInstanceOf(ReadRefused.class);
        Cursor short_ = new Cursor(List.of(), 0, table().version());
        Granted all = everything();
        Question asked = new Question(RowFilter.ALL, List.of(), List.of(), short_, 10, Counting.NONE);
        ServedTable table = table();
        assertThatThrownBy(() -> ConsumerReader.read(table, all, asked)).isInstanceOf(ReadRefused.class);
    }

    @Test
    void aThousandKeysAreLookedUpAtOnce() throws Exception {
        List<String> keys =
                IntStream.rangeClosed(1, 1000).mapToObj(String::valueOf).toList();
        RowFilter filter =
                new RowFilter(List.of(new Condition("编号", Condition.Operator.IN, Condition.Type.NUMBER, keys)));
        Answer answer = ConsumerReader.read(
                table(), everything(), new Question(filter, List.of("编号"), List.of(), null, 1000, Counting.NONE));

        assertThat(answer.rows()).hasSize(120);
    }

    @Test
    void verificationSaysYesOrNoAndNothingElse() throws Exception {
        Granted hidden = granted("", item("姓名", ItemMask.DROP), item("身份证号", ItemMask.DROP));
        ServedTable table = table();

        assertThat(ConsumerReader.verify(
                        table,
                        hidden,
                        List.of(
                                Map.of("姓名", "欧阳娜娜", "身份证号", "441202199002020001"),
                                Map.of("姓名", "张三", "身份证号", "441202199002020001"))))
                .containsExactly(true, false);
        ReadRefused refused = catchThrowableOfType(
                ReadRefused.class,
                () -> ConsumerReader.verify(table, hidden, List.of(Map.of("身份证号", "441202199002020001"))));
        assertThat(refused.reason()).isEqualTo(ReadRefused.Reason.INCOMPLETE);
    }

    @Test
    void verificationOfAMaskedItemTellsNoMoreThanReadingIt() throws Exception {
        Granted masked = granted("", item("编号", ItemMask.CLEAR), item("身份证号", ItemMask.keep(6, 4)));

        assertThat(ConsumerReader.verify(
                        table(),
                        masked,
                        List.of(
                                Map.of("编号", "1", "身份证号", "441202199002020001"),
                                Map.of("编号", "1", "身份证号", "441202177707070001"))))
                .containsExactly(true, true);
    }
}
