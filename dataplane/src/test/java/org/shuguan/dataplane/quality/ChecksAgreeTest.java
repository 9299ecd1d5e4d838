package org.shuguan.dataplane.quality;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
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
import org.shuguan.dataplane.lake.LakeType;
import org.shuguan.dataplane.lake.LakeVersion;

/// Checks on hard rows: DuckDB and Trino count the same, and find the same failing rows. Where Trino cannot carry out a
/// condition as DuckDB does, it is refused.
@Tag("engines")
class ChecksAgreeTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 29);
    private static final Examination.Listener PATIENT = new Examination.Listener() {
        @Override
        public void progress(int percent) {
            assertThat(percent).isBetween(0, 100);
        }

        @Override
        public boolean cancelled() {
            return false;
        }
    };

    /// Conditions that both engines carry out.
    private static final List<String> CONDITIONS = List.of(
            "whole > 5",
            "whole >= 2.5 and whole <> 7",
            "exact = 2.5 or exact < -1",
            "exact > whole",
            "part >= 0.5",
            "money between 10 and 100.00",
            "floating > 0.1",
            "floating >= 0",
            "floating < 1e16",
            "floating <> 0.3",
            "floating = 0",
            "floating in (1, 2.5, 100)",
            "floating is distinct from 1",
            "day >= '1990-01-01'",
            "day <> date '2024-02-29'",
            "time < timestamp '2026-01-02 08:30:00.1'",
            "time >= '2026-01-02 08:30:00'",
            "time > day",
            "truth",
            "not truth or whole is null",
            "truth = false",
            "\"Text\" like '2020%'",
            "\"Text\" not like '%\\%%'",
            "\"Text\" like '_'",
            "\"Text\" > 'a' and \"Text\" < '中'",
            "\"Text\" in ('a', 'A', '中', '')",
            "\"Text\" not in ('x', '1')",
            "length(\"Text\") between 2 and 4",
            "strlen(\"Text\") > 6",
            "trim(\"Text\") = '5'",
            "ltrim(\"Text\") = '5' or rtrim(\"Text\") = 'x'",
            "lower(\"Text\") = 'a'",
            "substr(\"Text\", 1, 4) = '2020'",
            "substring(\"Text\", 3) = '5'",
            "left(\"Text\", 2) = '20' and right(\"Text\", 1) <> '5'",
            "right(\"Text\", 0) = ''",
            "starts_with(\"Text\", '2') or suffix(\"Text\", '5')",
            "ends_with(\"Text\", '') and contains(\"Text\", '.')",
            "strpos(\"Text\", '0') > 2",
            "instr(\"Text\", '') = 1",
            "regexp_matches(\"Text\", '^[0-9]{4}-\\d{1,2}')",
            "regexp_matches(\"Text\", '5$')",
            "regexp_matches(\"Text\", '\\s')",
            "regexp_full_match(\"Text\", '\\w+')",
            "regexp_full_match(\"Text\", '.')",
            "regexp_full_match(\"Text\", '[一-龥]{2,}|[^0-9]')",
            "\"Text\" ~ '[.]' and \"Text\" !~ '5'",
            "\"Text\" || 'x' = 'ax'",
            "concat(\"Text\", null, whole) = '57'",
            "replace(\"Text\", '-', '') = '20200105'",
            "nullif(\"Text\", '') is null",
            "coalesce(\"Text\", '姓') = '姓'",
            "ascii(\"Text\") > 100",
            "unicode(\"Text\") = -1 or unicode(\"Text\") = 20013",
            "case when whole > 0 then money > 0 when whole < 0 then truth else part is null end",
            "abs(money) > 1",
            "abs(floating) < 1",
            "round(exact) = 3",
            "round(money) <> 0",
            "floor(exact) = 2 or ceil(exact) = 1",
            "trunc(exact) = -2",
            "floor(floating) = 0",
            "whole % 2 = 1",
            "mod(whole, 3) = -1",
            "whole // 2 = 3",
            "whole / 2 > 3",
            "money / 3 > 0.1",
            "whole / 0 > 1",
            "money + 1 > 2.5",
            "money * 2 = 21.0",
            "money - part > 0",
            "floating * 2 > 1",
            "-money > 1",
            "year(day) >= 1990 and month(day) <> 3 and day(day) < 29",
            "extract(year from time) = 2026",
            "date_part('dow', day) = 0",
            "date_part('week', day) > 10",
            "date_part('quarter', day) = 4",
            "date_part('hour', time) = 8",
            "date_diff('day', day, date '2026-11-29') > 100",
            "datediff('month', day, time) >= 0",
            "date_diff('year', day, date '2026-01-01') < 36",
            "day + interval 18 year <= date '2026-11-29'",
            "day - to_days(30) > date '1990-01-01'",
            "time + to_months(1) > time",
            "day - date '1990-01-01' > 10",
            "day + 5 > date '1990-01-05'",
            "greatest(whole, 5) = 5",
            "least(day, date '2000-01-01') = day",
            "cast(\"Text\" as double) > 5",
            "cast(\"Text\" as varchar) = '5'",
            "cast(whole as varchar) = '7'",
            "cast(floating as varchar) = '0.1' or cast(exact as varchar) = '2.5000000000'",
            "cast(part as varchar) = '0.5000'",
            "cast(time as varchar) = '2026-01-02 08:30:00.1' or cast(truth as varchar) = 'true'",
            "cast(day as varchar) like '%-01'",
            "cast(exact as bigint) = 3",
            "cast(time as date) = date '2026-01-02'",
            "cast(number as bigint) > 0",
            "cast(sex as integer) >= 1",
            "姓名 = '张三' or \"姓名\" is null",
            "whole = '7'",
            "money > '10.5'",
            "null",
            "whole is null and null");

    /// Conditions that DuckDB carries out and Trino could not in the same way.
    private static final List<String> REFUSED = List.of(
            "\"Text\" > 5",
            "\"Text\" > whole",
            "\"Text\" < day",
            "upper(\"Text\") = 'A'",
            "reverse(\"Text\") = 'a'",
            "\"Text\" ilike 'a'",
            "substr(\"Text\", -2) = '05'",
            "regexp_matches(\"Text\", '(?i)a')",
            "regexp_matches(\"Text\", '\\bx\\b')",
            "regexp_matches(\"Text\", '\\p{Han}')",
            "round(floating) = 3",
            "floating > exact",
            "cast(floating as bigint) = 3",
            "cast(\"Text\" as timestamp) is null",
            "cast(\"Text\" as boolean)",
            "whole",
            "money % 2 = 0");

    private static LakeCity city;
    private static Lake duckdb;
    private static Lake trino;
    private static LakeVersion version;
    private static LakeVersion codes;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        city = new LakeCity(folder);
        duckdb = city.lake(false);
        trino = city.lake(true);
        version = HardTable.write(duckdb.table("hard", HardTable.COLUMNS), HardTable.rows(), "one");
        List<LakeColumn> columns = List.of(
                new LakeColumn("code", new LakeType.Text(null), true, null),
                new LakeColumn("value", new LakeType.Floating(), false, null));
        List<List<@Nullable String>> values = List.of(List.of("1", "0.1"), List.of("2", "1e16"), List.of("x", "2.5"));
        codes = HardTable.write(duckdb.table("codes", columns), columns, values, "one");
    }

    @AfterAll
    static void stop() throws Exception {
        duckdb.close();
        trino.close();
        city.close();
    }

    private static Examination of(Lake lake) {
        return new Examination(lake.find("hard").orElseThrow(), version, TODAY);
    }

    private static List<Examination.Named> checks(Lake lake) {
        List<Check> checks = new ArrayList<>();
        HardTable.COLUMNS.forEach(column -> {
            String name = column.name();
            checks.add(new Check.Present(name));
            checks.add(new Check.Length(name, 2, 6));
            checks.add(new Check.Length(name, null, 4));
            checks.add(new Check.Pattern(name, "[0-9]+([.][0-9]+)?"));
            checks.add(new Check.Pattern(name, "^\\S+.$"));
            checks.add(new Check.Codes(name, List.of("1", "5", "true", "0.1", "张三", "1990-01-01", "2.50")));
            checks.add(new Check.NotFiller(name, List.of("无", "x", "5")));
            checks.add(new Check.Unique(List.of(name)));
            checks.add(new Check.Unique(List.of(name, "sex")));
            checks.add(new Check.Reference(name, lake.find("codes").orElseThrow(), codes, "code"));
            checks.add(new Check.Reference(name, lake.find("codes").orElseThrow(), codes, "value"));
            if (!name.equals("truth")) {
                checks.add(new Check.NotFuture(name));
                checks.add(new Check.Range(name, "1900-01-01", "2026-01-02"));
                checks.add(new Check.Range(name, null, "2000-02-29"));
            }
            if (!List.of("truth", "day", "time").contains(name)) {
                checks.add(new Check.Range(name, "0", "100"));
                checks.add(new Check.Range(name, "0.00000000001", null));
                checks.add(new Check.Range(name, null, "2.25"));
            }
        });
        checks.add(new Check.Identifier("number", Check.CheckedNumber.RESIDENT_ID));
        checks.add(new Check.Identifier("code", Check.CheckedNumber.CREDIT_CODE));
        checks.add(new Check.Identifier("Text", Check.CheckedNumber.MOBILE));
        checks.add(new Check.Identifier("Text", Check.CheckedNumber.RESIDENT_ID));
        checks.add(new Check.Identifier("number", Check.CheckedNumber.CREDIT_CODE));
        checks.add(new Check.BirthOfId("day", "number"));
        checks.add(new Check.BirthOfId("Text", "number"));
        checks.add(new Check.SexOfId("sex", "number", List.of("1", "男"), List.of("2", "女")));
        for (List<String> pair : List.of(
                List.of("day", "time"),
                List.of("day", "day"),
                List.of("Text", "day"),
                List.of("Text", "whole"),
                List.of("exact", "Text"),
                List.of("floating", "whole"),
                List.of("whole", "exact"),
                List.of("money", "part"),
                List.of("floating", "floating"),
                List.of("Text", "姓名"),
                List.of("floating", "Text"))) {
            checks.add(new Check.Order(pair.get(0), pair.get(1)));
        }
        List<Examination.Named> named = new ArrayList<>();
        checks.forEach(check -> named.add(new Examination.Named(named.size() + " " + short_(check), check)));
        return named;
    }

    private static String short_(Check check) {
        return check instanceof Check.Reference one
                ? "Reference " + one.column() + " " + one.other()
                : check.toString();
    }

    private static List<Examination.Named> conditions(List<String> texts) {
        return texts.stream()
                .map(text -> new Examination.Named(text, new Check.Sql(text, Map.of("姓", "姓名"))))
                .toList();
    }

    private static List<String> counts(Examination.Result result) {
        return result.checks().stream()
                .map(one -> one.id() + ": " + one.failed() + "/" + one.applicable() + " " + one.problem())
                .toList();
    }

    @Test
    void allChecksCountTheSame() throws Exception {
        List<Examination.Named> ours = checks(duckdb);
        List<Examination.Named> theirs = checks(trino);
        int failed = 0;
        int together = 50;
        for (int from = 0; from < ours.size(); from += together) {
            int to = Math.min(ours.size(), from + together);
            Examination.Result expected = of(duckdb).examine(ours.subList(from, to), PATIENT);
            Examination.Result found = of(trino).examine(theirs.subList(from, to), PATIENT);
            assertThat(counts(found)).containsExactlyElementsOf(counts(expected));
            assertThat(found.rows())
                    .isEqualTo(expected.rows())
                    .isEqualTo(HardTable.rows().size());
            assertThat(found.failing()).isEqualTo(expected.failing());
            assertThat(expected.checks().stream().filter(one -> one.problem() != null))
                    .isEmpty();
            failed += (int)
                    expected.checks().stream().filter(one -> one.failed() > 0).count();
        }
        assertThat(failed).isGreaterThan(150);
    }

    /// Every third: each kind of check and each column is among them.
    private static List<Examination.Named> some(List<Examination.Named> checks) {
        return IntStream.range(0, checks.size())
                .filter(i -> i % 3 == 0)
                .mapToObj(checks::get)
                .toList();
    }

    @Test
    void theFailingRowsOfChecksAreTheSame() throws Exception {
        List<Examination.Named> ours = some(checks(duckdb));
        List<Examination.Named> theirs = some(checks(trino));
        List<String> ids = ours.stream().map(Examination.Named::id).toList();
        // Some together, because a page has their columns side by side.
        int together = 25;
        for (int from = 0; from < ids.size(); from += together) {
            int to = Math.min(ids.size(), from + together);
            Examination.Page expected =
                    of(duckdb).failing(ours.subList(from, to), ids.subList(from, to), null, 0, 10_000);
            assertThat(of(trino).failing(theirs.subList(from, to), ids.subList(from, to), null, 0, 10_000))
                    .isEqualTo(expected);
            assertThat(expected.total()).isPositive();
        }
        assertThat(of(trino).failing(theirs.subList(0, 9), ids.subList(0, 9), "1", 5, 20))
                .isEqualTo(of(duckdb).failing(ours.subList(0, 9), ids.subList(0, 9), "1", 5, 20));
    }

    @Test
    void conditionsCountTheSameAndFindTheSameRows() throws Exception {
        List<Examination.Named> conditions = conditions(CONDITIONS);
        Examination.Result ours = of(duckdb).examine(conditions, PATIENT);
        Examination.Result theirs = of(trino).examine(conditions, PATIENT);
        assertThat(counts(theirs)).containsExactlyElementsOf(counts(ours));
        assertThat(theirs.failing()).isEqualTo(ours.failing());
        int together = 20;
        for (int from = 0; from < conditions.size(); from += together) {
            List<Examination.Named> some = conditions.subList(from, Math.min(conditions.size(), from + together));
            List<String> ids = some.stream().map(Examination.Named::id).toList();
            assertThat(of(trino).failing(some, ids, null, 0, 10_000))
                    .isEqualTo(of(duckdb).failing(some, ids, null, 0, 10_000));
        }
    }

    @Test
    void whatTrinoCannotDoAlikeIsRefusedByName() throws Exception {
        for (Examination.Named one : conditions(REFUSED)) {
            Examination.Counted counted =
                    of(trino).examine(List.of(one), PATIENT).checks().getFirst();
            assertThat(counted.problem()).as(one.id()).isEqualTo(Examination.Problem.OTHER_ENGINE);
            assertThat(Objects.requireNonNull(counted.detail())).isNotBlank();
        }
    }

    @Test
    void aConditionThatFailsOnSomeValuesIsTold() throws Exception {
        for (String text :
                List.of("whole + 1 > 0", "exact + 1 > 0", "whole // 0 = 1", "cast(\"Text\" as integer) > 3")) {
            List<Examination.Named> one = conditions(List.of(text));
            // DuckDB may find its result without the step that fails, or read forms of numbers that Trino does not.
            assertThat(of(trino).examine(one, PATIENT).checks().getFirst().problem())
                    .as(text)
                    .isEqualTo(Examination.Problem.ENGINE);
        }
    }

    @Test
    void valuesOfAKeyAreTheSame() throws Exception {
        for (LakeColumn column : HardTable.COLUMNS) {
            for (int id : List.of(1, 20, 36, 60)) {
                Map<String, String> key = Map.of("ID", String.valueOf(id));
                assertThat(of(trino).values(key, column.name()))
                        .isEqualTo(of(duckdb).values(key, column.name()));
            }
        }
    }
}
