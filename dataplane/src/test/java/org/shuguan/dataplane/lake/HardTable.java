package org.shuguan.dataplane.lake;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.detect.CreditCode;
import org.shuguan.dataplane.detect.OrganisationCode;
import org.shuguan.dataplane.detect.ResidentId;
import org.shuguan.dataplane.source.Engine;
import org.shuguan.dataplane.source.Quote;

/// A table with a column of each type and values on which engines like to differ.
public final class HardTable {
    public static final List<LakeColumn> COLUMNS = List.of(
            column("id", new LakeType.Whole(), true),
            column("Text", new LakeType.Text(null), false),
            column("姓名", new LakeType.Text(null), false),
            column("number", new LakeType.Text(null), false),
            column("code", new LakeType.Text(null), false),
            column("sex", new LakeType.Text(null), false),
            column("whole", new LakeType.Whole(), false),
            column("exact", new LakeType.Decimal(38, 10), false),
            column("part", new LakeType.Decimal(4, 4), false),
            column("money", new LakeType.Decimal(12, 2), false),
            column("floating", new LakeType.Floating(), false),
            column("day", new LakeType.Day(), false),
            column("time", new LakeType.Time(), false),
            column("truth", new LakeType.Truth(), false));

    private static final List<@Nullable String> FORMS = list(
            null,
            "",
            "0",
            "00",
            "-0",
            "+5",
            "+-5",
            "-+5",
            "--5",
            "1_000",
            "_1",
            "1__0",
            "1.5_0",
            "1e5",
            "1E+05",
            "1e-400",
            "1e400",
            "-1e400",
            "1e1_0",
            "inf",
            "-Infinity",
            "+inf",
            "infinit",
            "nan",
            "-NaN",
            "nan(5)",
            "0x1F",
            "0b11",
            "1.",
            ".5",
            "+.5",
            ".",
            "1e",
            "1d",
            "1f",
            "12abc",
            "１２",
            "1,000",
            "1 2",
            "1.2.3",
            "123456789012345678901234567890",
            "0.1",
            "1234567.89",
            "2.5",
            "3.5",
            "-2.5",
            "100",
            "2020-1-5",
            "2020115",
            "20200105",
            "20-1-5",
            "0020-01-05",
            "2020-02-30",
            "2020/1/5",
            "2020.1.5",
            "2020年1月5日",
            "2020年01月05",
            "2020-01-05 00:00:00",
            "2020- 1-5",
            "12020-01-05",
            "202015",
            "20201",
            "202011",
            "2020111",
            "20201311",
            "2020011",
            "0000101",
            "-2020-01-05",
            "0000-01-01",
            "2020-00-01",
            "2020-13-01",
            "2020-001-5",
            "1999-12-31",
            "9999-12-31",
            "0-1-1",
            "1-1-1",
            "2020-1-1-1",
            "true",
            "t",
            "yes",
            "是",
            "a%b",
            "a_b",
            "a\\%b",
            "%",
            "_",
            "'",
            "''",
            "\"",
            "\\",
            "a\nb",
            "A",
            "a",
            "b",
            "Z",
            "z",
            "中",
            "中文",
            "𠮷",
            "𠮷x",
            "é",
            "e\u0301",
            "ß",
            "\u1E9E",
            "İ",
            "ı",
            "Σσς",
            "ǆ",
            "ŉ",
            "\uFF21",
            "\uFFFD",
            "\u0130x",
            "广东省肇庆市端州区建设路1号",
            "广东省肇庆市怀集县",
            "肇庆市",
            "鼎湖区桂城街道",
            "端州区",
            "学校小区",
            "1985-12-30",
            "2026",
            "1799-01-01",
            "13800138000",
            "12800138000",
            "1380013800",
            "138001380001",
            "a b c",
            "-",
            "--",
            "2020-06-31",
            "19900230",
            "5.0",
            "05",
            "1e2",
            "100.0");

    /// Texts: blanks of every kind, forms of numbers and days, characters of every length, signs of patterns.
    public static final List<@Nullable String> TEXTS = texts();

    private static final List<@Nullable String> MONEY =
            list("0", "0.01", "-0.01", "10.5", null, "1234567.89", "-1", "100", "100.01", "9999999999.99", "2.5");

    private static final List<@Nullable String> NAMES = list(
            "张三",
            "李静",
            null,
            "",
            " ",
            "\u3000",
            "欧阳娜娜",
            "𠮷田",
            "O'Neil",
            "Li",
            "li",
            "LI",
            "é",
            "é",
            "陈",
            "a\\b",
            "百分%号",
            "_",
            "无",
            "测试",
            "ﬀ",
            "ß",
            "İ",
            "Σ",
            "\u00A0x\u00A0",
            "\tx\n",
            "龘龘龘",
            "a b",
            "a",
            "a ");
    private static final List<@Nullable String> WHOLES = list(
            "0",
            "1",
            "-1",
            "7",
            null,
            "9223372036854775807",
            "-9223372036854775808",
            "2147483648",
            "9007199254740993",
            "100",
            "-7",
            "42");
    private static final List<@Nullable String> EXACTS = list(
            "0",
            "0.1",
            "-0.1",
            "1234567.89",
            "98765432109.8765432101",
            "9999999999999999999999999999.9999999999",
            "-9999999999999999999999999999.9999999999",
            null,
            "0.0000000001",
            "2.5",
            "-2.5",
            "3.5",
            "100",
            "9007199254740993");
    private static final List<@Nullable String> PARTS = list("0", "0.5", "-0.5", "0.9999", null, "0.0001", "-0.0001");
    private static final List<@Nullable String> FLOATINGS = list(
            "0",
            "-0.0",
            "1",
            "0.1",
            "nan",
            "inf",
            "-inf",
            null,
            "1e16",
            "1e15",
            "9999999999999998",
            "1e-5",
            "0.0001",
            "123456.789",
            "1.7976931348623157e308",
            "4.9e-324",
            "9.9e-324",
            "2.2250738585072014e-308",
            "1e23",
            "2e23",
            "1e22",
            "-1.5e-7",
            "0.3",
            "0.30000000000000004",
            "100",
            "2.5",
            "3.5",
            "1.0000000000000002",
            "5e-324",
            "8.41e21",
            "2.0e-3",
            "9007199254740993",
            "12345678.9",
            "1e7",
            "9999999",
            "0.001",
            "0.00099");
    private static final List<@Nullable String> DAYS = list(
            "1990-01-01",
            "0001-01-01",
            "9999-12-31",
            "2024-02-29",
            "1900-03-01",
            null,
            "1582-10-10",
            "2026-11-29",
            "2026-11-30",
            "0999-12-31",
            "1970-01-01");
    private static final List<@Nullable String> TIMES = list(
            "1990-01-01 00:00:00",
            "2026-01-02 08:30:00",
            "2026-01-02 08:30:00.1",
            "2026-01-02 08:30:00.123456",
            "2026-01-02 08:30:10",
            "2026-01-02 08:30:00.000001",
            null,
            "0001-01-01 00:00:00",
            "9999-12-31 23:59:59.999999",
            "2026-11-29 23:59:59",
            "1986-05-04 02:30:00");
    private static final List<@Nullable String> TRUTHS = list("true", "false", null);
    private static final List<@Nullable String> SEXES = list("1", "2", "男", "女", "9", null, "", "0");
    private static final List<@Nullable String> NUMBERS = numbers();
    private static final List<@Nullable String> CODES = codes();

    private HardTable() {}

    private static LakeColumn column(String name, LakeType type, boolean key) {
        return new LakeColumn(name, type, key, null);
    }

    private static List<@Nullable String> list(@Nullable String... values) {
        return java.util.Arrays.asList(values);
    }

    private static List<@Nullable String> texts() {
        List<@Nullable String> texts = new ArrayList<>(FORMS);
        for (String blank :
                List.of("", " ", "\t", "\n", "\u3000", "\u00A0", "\u000B", "\f", "\r", "\u200B", "\u2003")) {
            for (String value : List.of("5", "2020-01-05", "x", "1e5", "2020年1月5日")) {
                texts.add(blank + value);
                texts.add(value + blank);
            }
        }
        return texts;
    }

    private static List<@Nullable String> numbers() {
        List<@Nullable String> numbers = new ArrayList<>(list(
                null,
                "",
                " ",
                "44120219900230001X",
                "44120219900230001x",
                "x",
                "441202900101001",
                "44120219900101001",
                "4412021990010100140",
                "０41202199001010014",
                "441202199001010014 ",
                "441202170001010014",
                "441202220101010014",
                "44120220000229001中",
                "44120219900101001A"));
        for (int i = 0; i < 40; i++) {
            String digits = "441202"
                    + java.time.LocalDate.of(1790, 1, 1)
                            .plusDays(i * 3900L)
                            .toString()
                            .replace("-", "")
                    + "%03d".formatted(i * 7 % 1000);
            numbers.add(digits + ResidentId.check(digits));
            numbers.add(digits + (i % 10));
        }
        return numbers;
    }

    private static List<@Nullable String> codes() {
        List<@Nullable String> codes =
                new ArrayList<>(list(null, "", "91441200000000000I", "x", "91441200MA0000000O", "Z1441200MA00000000"));
        for (int i = 0; i < 30; i++) {
            String organisation = "MA%06d".formatted(i * 4177);
            String body = "91441200" + organisation + OrganisationCode.check(organisation);
            codes.add(body + CreditCode.check(body));
            codes.add(body + (i % 10));
            codes.add("91441200" + organisation + (i % 10) + (i % 7));
            codes.add((body + CreditCode.check(body)).toLowerCase(java.util.Locale.ROOT));
        }
        return codes;
    }

    /// The rows, in which every value occurs.
    public static List<List<@Nullable String>> rows() {
        List<List<@Nullable String>> columns = List.of(
                TEXTS, NAMES, NUMBERS, CODES, SEXES, WHOLES, EXACTS, PARTS, MONEY, FLOATINGS, DAYS, TIMES, TRUTHS);
        int count = columns.stream().mapToInt(List::size).max().orElseThrow() * 2;
        List<List<@Nullable String>> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            List<@Nullable String> row = new ArrayList<>();
            // Some keys are repeated.
            row.add(String.valueOf(i % 37 == 0 && i > 0 ? i - 1 : i));
            for (List<@Nullable String> values : columns) {
                // The second time in another order, so that other values come together.
                row.add(values.get((i < count / 2 ? i : i * 7 + 3) % values.size()));
            }
            rows.add(row);
        }
        return rows;
    }

    /// Writes rows as the table's next version.
    public static LakeVersion write(LakeTable table, List<List<@Nullable String>> rows, String run) throws Exception {
        return write(table, COLUMNS, rows, run);
    }

    public static LakeVersion write(
            LakeTable table, List<LakeColumn> columns, List<List<@Nullable String>> rows, String run) throws Exception {
        String values = rows.stream()
                .map(row -> row.stream()
                        .map(value -> value == null ? "null" : Quote.text(value))
                        .collect(Collectors.joining(", ", "(", ")")))
                .collect(Collectors.joining(",\n"));
        String names = IntStream.range(0, columns.size()).mapToObj(i -> "c" + i).collect(Collectors.joining(", "));
        String select = IntStream.range(0, columns.size())
                .mapToObj(i -> "cast(c" + i + " as "
                        + Conversion.engineType(columns.get(i).type()) + ") as "
                        + Quote.name(columns.get(i).name()))
                .collect(Collectors.joining(", ", "select ", " from (values " + values + ") t(" + names + ")"));
        try (Replacement replacement = table.replace(columns);
                var engine = Engine.open(1);
                var statement = engine.createStatement()) {
            statement.execute(replacement.copy(select));
            long keys = rows.stream().map(List::getFirst).distinct().count();
            return replacement.commit(
                    Map.of(LakeTable.RUN, run, Collector.REPEATED_KEYS, String.valueOf(rows.size() - keys)));
        }
    }
}
