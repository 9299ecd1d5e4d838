package org.shuguan.dataplane.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.shuguan.dataplane.lake.HardTable;
import org.shuguan.dataplane.lake.Lake;
import org.shuguan.dataplane.lake.LakeCity;
import org.shuguan.dataplane.lake.LakeColumn;
import org.shuguan.dataplane.lake.LakeTable;
import org.shuguan.dataplane.lake.LakeVersion;

/// What consumers read of hard rows is the same from DuckDB and from Trino: filters, orders, pages, counts, masks,
/// snapshots and changes.
@Tag("engines")
class ReadsAgreeTest {
    private static final PseudonymKey KEY = PseudonymKey.of(new byte[32], "4412");
    private static final List<String> NAMES =
            HardTable.COLUMNS.stream().map(LakeColumn::name).toList();
    private static final List<String> FILTERS = List.of(
            "",
            "id > 40 and id <= 120",
            "id = 7.5",
            "id < 99999999999999999999",
            "id > 0.0000000000000000000000000000000000000000000001",
            "\"Text\" = 'a'",
            "\"Text\" <> 'a'",
            "\"Text\" prefix '2020'",
            "\"Text\" prefix '_'",
            "\"Text\" prefix '%'",
            "\"Text\" in ('a', 'A', '中', '''')",
            "\"Text\" > '中'",
            "\"Text\" <= '5'",
            "\"Text\" is empty",
            "\"Text\" is present and 姓名 is present",
            "姓名 = '𠮷田'",
            "姓名 prefix 'l'",
            "exact = 2.5",
            "exact >= -0.1 and exact < 98765432109.8765432101",
            "exact in (0.1, 100, 9007199254740993)",
            "part > 0.0001",
            "part <> 0.5",
            "money <= 10.50",
            "floating > 0.1",
            "floating >= 100",
            "floating < 0.0001",
            "floating = 0",
            "floating <> 0.3",
            "floating in (1, 2.5)",
            "floating is empty",
            "day = 2024-02-29",
            "day >= 1990-01-01 and day < 2026-11-30",
            "day in (0001-01-01, 9999-12-31)",
            "time = 2026-01-02T08:30:00",
            "time > 2026-01-02T08:30:00.1",
            "time < 2026-01-03",
            "time <= 9999-12-31T23:59:59.999999",
            "truth = true",
            "truth <> true",
            "truth is empty");

    private static LakeCity city;
    private static Lake duckdb;
    private static Lake trino;
    private static LakeVersion older;
    private static LakeVersion newer;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        city = new LakeCity(folder);
        duckdb = city.lake(false);
        trino = city.lake(true);
        LakeTable written = duckdb.table("hard", HardTable.COLUMNS);
        List<List<@Nullable String>> rows = unique(HardTable.rows());
        older = HardTable.write(written, rows, "one");
        List<List<@Nullable String>> changed = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            List<@Nullable String> row = new ArrayList<>(rows.get(i));
            if (i % 3 == 0) {
                row.set(
                        1 + i % (row.size() - 1),
                        rows.get((i + 5) % rows.size()).get(1 + i % (row.size() - 1)));
            }
            if (i % 7 > 0) {
                changed.add(row);
            }
        }
        newer = HardTable.write(written, changed, "two");
    }

    private static List<List<@Nullable String>> unique(List<List<@Nullable String>> rows) {
        List<List<@Nullable String>> unique = new ArrayList<>();
        for (List<@Nullable String> row : rows) {
            row.set(0, String.valueOf(unique.size()));
            unique.add(row);
        }
        return unique;
    }

    @AfterAll
    static void stop() throws Exception {
        duckdb.close();
        trino.close();
        city.close();
    }

    private static LakeServed of(Lake lake, LakeVersion version) throws Exception {
        return LakeServed.of(lake.find("hard").orElseThrow(), version.id());
    }

    private static Granted granted(String rows, ItemMask mask, String... without) throws Exception {
        Map<String, String> columns = NAMES.stream().collect(Collectors.toMap(name -> name, name -> name));
        List<ServedItem> items = NAMES.stream()
                .filter(name -> !List.of(without).contains(name))
                .map(name -> new ServedItem(name, name, name.equals("id") ? ItemMask.CLEAR : mask))
                .toList();
        return new Granted(items, columns, RowFilter.parse(rows), KEY);
    }

    private static String told(Lake lake, Granted granted, Question question) throws Exception {
        try {
            Answer answer = ConsumerReader.read(of(lake, older), granted, question);
            return answer.fields() + "\n"
                    + answer.rows().stream().map(String::valueOf).collect(Collectors.joining("\n")) + "\n"
                    + answer.next() + " " + answer.count();
        } catch (ReadRefused refused) {
            return refused.toString();
        }
    }

    private static void agree(Granted granted, Question question) throws Exception {
        assertThat(told(trino, granted, question))
                .as(String.valueOf(question))
                .isEqualTo(told(duckdb, granted, question));
    }

    @Test
    void filtersFindTheSameRows() throws Exception {
        for (String filter : FILTERS) {
            RowFilter parsed;
            try {
                parsed = RowFilter.parse(filter);
            } catch (FilterUnreadable no) {
                continue;
            }
            agree(
                    granted("", ItemMask.CLEAR),
                    new Question(parsed, List.of(), List.of(), null, 1000, Question.Counting.EXACT));
        }
        agree(
                granted("floating > 0 and \"Text\" is present", ItemMask.CLEAR),
                new Question(RowFilter.ALL, List.of(), List.of(), null, 1000, Question.Counting.BOUNDED));
    }

    @Test
    void pagesInEveryOrderAreTheSame() throws Exception {
        for (String name : List.of("Text", "exact", "floating", "day", "time", "truth")) {
            for (boolean descending : List.of(false, true)) {
                Granted granted = granted("", ItemMask.CLEAR);
                List<Question.Sort> order = List.of(new Question.Sort(name, descending));
                Cursor after = null;
                int pages = 0;
                do {
                    Question question =
                            new Question(RowFilter.ALL, List.of("id", name), order, after, 130, Question.Counting.NONE);
                    agree(granted, question);
                    after = ConsumerReader.read(of(duckdb, older), granted, question)
                            .next();
                    pages++;
                } while (after != null && pages < 20);
                assertThat(pages).isGreaterThan(2);
            }
        }
    }

    @Test
    void masksFiltersOnThemAndPagesWithoutAKeyAreTheSame() throws Exception {
        for (ItemMask mask : List.of(
                ItemMask.keep(1, 1),
                ItemMask.keep(0, 4),
                ItemMask.keep(6, 0),
                ItemMask.YEAR,
                ItemMask.DISTRICT,
                ItemMask.PSEUDONYM)) {
            agree(
                    granted("", mask),
                    new Question(RowFilter.ALL, List.of(), List.of(), null, 1000, Question.Counting.EXACT));
            Granted keyless = granted("", mask, "id");
            Question question = new Question(
                    RowFilter.parse("\"Text\" is present and floating <> '5'"),
                    List.of("Text", "floating", "time"),
                    List.of(new Question.Sort("Text", true)),
                    null,
                    100,
                    Question.Counting.BOUNDED);
            agree(keyless, question);
            Cursor next =
                    ConsumerReader.read(of(duckdb, older), keyless, question).next();
            agree(
                    keyless,
                    new Question(
                            question.filter(), question.fields(), question.order(), next, 100, question.counting()));
        }
    }

    @Test
    void snapshotsAndChangesAreTheSame() throws Exception {
        for (ItemMask mask : List.of(ItemMask.CLEAR, ItemMask.keep(1, 0), ItemMask.PSEUDONYM)) {
            for (String rows : List.of("", "truth = true", "floating > 0")) {
                Granted granted = granted(rows, mask);
                Map<Lake, ReaderContract.Kept> snapshots = new HashMap<>();
                Map<Lake, List<String>> changes = new HashMap<>();
                for (Lake lake : List.of(duckdb, trino)) {
                    ReaderContract.Kept kept = new ReaderContract.Kept();
                    ConsumerReader.snapshot(of(lake, newer), granted, kept);
                    snapshots.put(lake, kept);
                    List<String> lines = new ArrayList<>();
                    ConsumerReader.changes(
                            of(lake, older),
                            of(lake, newer),
                            granted,
                            new ChangeLines((change, row, key) -> lines.add(change + " " + row)));
                    changes.put(lake, lines);
                }
                assertThat(snapshots.get(trino).names).isEqualTo(snapshots.get(duckdb).names);
                assertThat(snapshots.get(trino).rows.stream()
                                .map(String::valueOf)
                                .toList())
                        .isNotEmpty()
                        .isEqualTo(snapshots.get(duckdb).rows.stream()
                                .map(String::valueOf)
                                .toList());
                assertThat(changes.get(trino)).isNotEmpty().isEqualTo(changes.get(duckdb));
            }
        }
    }

    @Test
    void tuplesAreVerifiedAlike() throws Exception {
        Granted granted = new Granted(
                List.of(
                        new ServedItem("number", "number", ItemMask.DROP),
                        new ServedItem("姓名", "姓名", ItemMask.keep(1, 0)),
                        new ServedItem("day", "day", ItemMask.CLEAR)),
                Map.of("number", "number", "姓名", "姓名", "day", "day"),
                RowFilter.ALL,
                KEY);
        List<Map<String, String>> tuples = HardTable.rows().stream()
                .filter(row -> row.get(3) != null && row.get(2) != null && row.get(11) != null)
                .filter(row -> !row.get(3).isEmpty() && !row.get(2).isEmpty())
                .limit(40)
                .map(row -> Map.of("number", row.get(3), "姓名", row.get(2), "day", row.get(11)))
                .toList();
        assertThat(ConsumerReader.verify(of(trino, older), granted, tuples))
                .isEqualTo(ConsumerReader.verify(of(duckdb, older), granted, tuples))
                .contains(true);
    }
}
