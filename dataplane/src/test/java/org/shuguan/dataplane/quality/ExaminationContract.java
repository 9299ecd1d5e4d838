package org.shuguan.dataplane.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.shuguan.dataplane.detect.CreditCode;
import org.shuguan.dataplane.detect.OrganisationCode;
import org.shuguan.dataplane.detect.ResidentId;
import org.shuguan.dataplane.lake.Lake;
import org.shuguan.dataplane.lake.LakeCity;
import org.shuguan.dataplane.lake.LakeColumn;
import org.shuguan.dataplane.lake.LakeTable;
import org.shuguan.dataplane.lake.LakeType;
import org.shuguan.dataplane.lake.LakeVersion;
import org.shuguan.dataplane.lake.Place;
import org.shuguan.dataplane.lake.Replacement;
import org.shuguan.dataplane.source.Engine;

/// Checks of versions of a real lake, whatever engine reads it.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ExaminationContract {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 29);
    private static final List<LakeColumn> PERSON = List.of(
            new LakeColumn("id", new LakeType.Whole(), true, null),
            new LakeColumn("NAME", new LakeType.Text(null), false, null),
            new LakeColumn("number", new LakeType.Text(null), false, null),
            new LakeColumn("birth", new LakeType.Day(), false, null),
            new LakeColumn("sex", new LakeType.Text(null), false, null),
            new LakeColumn("since", new LakeType.Text(null), false, null),
            new LakeColumn("pay", new LakeType.Decimal(10, 2), false, null));
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

    private LakeCity city;
    private Lake lake;
    private LakeTable table;
    private LakeVersion people;

    /// Whether the lake is read by Trino.
    abstract boolean isTrino();

    /// Where the files of the lake are.
    Place place() {
        return Place.FOLDER;
    }

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        city = place().city(folder);
        lake = city.lake(isTrino());
        table = lake.table("person", PERSON);
        people = write(table, PERSON, """
                select * from (values
                 (1, '王伟', '441202199001010014', date '1990-01-01', '1', '2020-01-01', 10.5),
                 (2, '李静', '441202198512310022', date '1985-12-30', '2', '20200102', -1),
                 (3, ' ', '441202199001010015', date '1990-01-01', '1', '不详', 3),
                 (4, null, null, null, null, null, null),
                 (5, '张三', '441202900101001', date '2027-01-01', '2', '2019-12-31', 99999),
                 (5, '赵敏', '441202199001010014', date '1990-01-01', '9', '', 7)
                ) t(id, "NAME", number, birth, sex, since, pay)""");
    }

    @AfterAll
    void stop() throws Exception {
        lake.close();
        city.close();
    }

    private static LakeVersion write(LakeTable table, List<LakeColumn> columns, String rows) throws Exception {
        String select = columns.stream()
                .map(column -> "cast(\"" + column.name() + "\" as "
                        + switch (column.type()) {
                            case LakeType.Whole whole -> "bigint";
                            case LakeType.Day day -> "date";
                            case LakeType.Decimal decimal -> "decimal(10,2)";
                            default -> "varchar";
                        }
                        + ") as \"" + column.name() + "\"")
                .collect(Collectors.joining(", ", "select ", " from (" + rows + ")"));
        try (Replacement replacement = table.replace(columns);
                var engine = Engine.open(1);
                var statement = engine.createStatement()) {
            statement.execute(replacement.copy(select));
            return replacement.commit(Map.of(LakeTable.RUN, "test"));
        }
    }

    private Examination examination() {
        return new Examination(table, people, TODAY);
    }

    private String found(Check check) throws Exception {
        Examination.Counted counted = examination()
                .examine(List.of(new Examination.Named("x", check)), PATIENT)
                .checks()
                .getFirst();
        return counted.problem() == null
                ? counted.failed() + "/" + counted.applicable()
                : counted.problem() + " " + counted.detail();
    }

    @Test
    void eachCheckCountsWhatItAppliesToAndWhatIsWrong() throws Exception {
        assertThat(found(new Check.Present("name"))).isEqualTo("2/6");
        assertThat(found(new Check.Length("name", 2, 4))).isEqualTo("1/5");
        assertThat(found(new Check.Length("name", null, 1))).isEqualTo("4/5");
        assertThat(found(new Check.Pattern("since", "\\d{4}-\\d{2}-\\d{2}"))).isEqualTo("2/4");
        assertThat(found(new Check.Codes("sex", List.of("1", "2")))).isEqualTo("1/5");
        assertThat(found(new Check.Identifier("number", Check.CheckedNumber.RESIDENT_ID)))
                .isEqualTo("2/5");
        assertThat(found(new Check.BirthOfId("birth", "number"))).isEqualTo("1/4");
        assertThat(found(new Check.SexOfId("sex", "number", List.of("1"), List.of("2"))))
                .isEqualTo("0/3");
        assertThat(found(new Check.Range("pay", "0", "100"))).isEqualTo("2/5");
        assertThat(found(new Check.Range("birth", "1900-01-01", null))).isEqualTo("0/5");
        assertThat(found(new Check.Range("since", null, "2020-01-01"))).isEqualTo("2/4");
        assertThat(found(new Check.Order("birth", "since"))).isEqualTo("1/3");
        assertThat(found(new Check.NotFuture("birth"))).isEqualTo("1/5");
        assertThat(found(new Check.NotFiller("name", List.of("张三", "无")))).isEqualTo("1/5");
        assertThat(found(new Check.Unique(List.of("id")))).isEqualTo("2/6");
        assertThat(found(new Check.Unique(List.of("number")))).isEqualTo("2/5");
        assertThat(found(new Check.Unique(List.of("number", "sex")))).isEqualTo("0/5");
        assertThat(found(new Check.Sql("pay > 0 and 姓名 <> '张三'", Map.of("姓名", "NAME"))))
                .isEqualTo("2/5");
        assertThat(found(new Check.Present("gone"))).isEqualTo("COLUMN gone");
        assertThat(found(new Check.Sql("gone = 1", Map.of()))).isEqualTo("CONDITION gone");
    }

    @Test
    void aValueMustOccurInAnotherTable() throws Exception {
        List<LakeColumn> columns = List.of(new LakeColumn("code", new LakeType.Text(null), true, null));
        LakeTable codes = lake.table("codes", columns);
        LakeVersion version = write(codes, columns, "select * from (values ('1'), ('2')) t(code)");
        assertThat(found(new Check.Reference("sex", codes, version, "code"))).isEqualTo("1/5");
    }

    @Test
    void allChecksAreCountedTogetherAndTheirRowsListedInFull() throws Exception {
        List<Examination.Named> checks = List.of(
                new Examination.Named("name", new Check.Present("name")),
                new Examination.Named("unique", new Check.Unique(List.of("id"))),
                new Examination.Named(
                        "broken", new Check.Sql("name > 5 and to_days(id * 100000000) is null", Map.of())),
                new Examination.Named("pay", new Check.Range("pay", "0", "100")));
        Examination.Result result = examination().examine(checks, PATIENT);
        assertThat(result.rows()).isEqualTo(6);
        assertThat(result.failing()).isEqualTo(5);
        assertThat(result.checks())
                .extracting(Examination.Counted::id)
                .containsExactly("name", "unique", "broken", "pay");
        assertThat(result.checks().get(2).problem())
                .isEqualTo(isTrino() ? Examination.Problem.OTHER_ENGINE : Examination.Problem.ENGINE);
        List<Examination.Named> possible = List.of(checks.get(0), checks.get(1), checks.get(3));
        Examination.Page all = examination().failing(possible, List.of("name", "unique", "pay"), null, 0, 100);
        assertThat(all.total()).isEqualTo(5);
        assertThat(all.rows())
                .extracting(row -> row.values().getFirst() + " " + row.failed())
                .containsExactly("2 [pay]", "3 [name]", "4 [name]", "5 [unique, pay]", "5 [unique]");
        assertThat(examination().failing(possible, List.of("pay"), "5", 0, 100).total())
                .isEqualTo(1);
        assertThat(examination()
                        .failing(possible, List.of("name", "unique", "pay"), null, 3, 1)
                        .rows())
                .hasSize(1);
    }

    @Test
    void numbersWithCheckCharactersAreJudgedAsTheirStandardsDo() throws Exception {
        List<String> ids = new ArrayList<>(List.of("44120219900230001X", "x", "4412021990010100"));
        List<String> codes = new ArrayList<>(List.of("91441200000000000I", "x"));
        IntStream.range(0, 200).forEach(i -> {
            String digits = "441202"
                    + LocalDate.of(1930, 1, 1).plusDays(i * 170L).toString().replace("-", "")
                    + "%03d".formatted(i * 7 % 1000);
            ids.add(digits + ResidentId.check(digits));
            ids.add(digits + (i % 10));
            String organisation = "MA%06d".formatted(i * 4177);
            String body = "91441200" + organisation + OrganisationCode.check(organisation);
            codes.add(body + CreditCode.check(body));
            codes.add(body + (i % 10));
            codes.add("91441200" + organisation + (i % 10) + (i % 7));
        });
        LakeTable numbers = lake.table("numbers", List.of(new LakeColumn("v", new LakeType.Text(null), true, null)));
        assertThat(rightOnes(numbers, ids, Check.CheckedNumber.RESIDENT_ID))
                .isEqualTo(ids.stream().filter(ResidentId::isValid).sorted().toList());
        assertThat(rightOnes(numbers, codes, Check.CheckedNumber.CREDIT_CODE))
                .isEqualTo(codes.stream().filter(CreditCode::isValid).sorted().toList());
    }

    private static List<String> rightOnes(LakeTable numbers, List<String> values, Check.CheckedNumber number)
            throws Exception {
        List<LakeColumn> columns = List.of(new LakeColumn("v", new LakeType.Text(null), true, null));
        LakeVersion version = write(
                numbers,
                columns,
                values.stream()
                        .map(value -> "('" + value + "')")
                        .collect(Collectors.joining(", ", "select * from (values ", ") t(v)")));
        List<Examination.Named> checks = List.of(new Examination.Named("x", new Check.Identifier("v", number)));
        List<String> wrong = new Examination(numbers, version, TODAY)
                .failing(checks, List.of("x"), null, 0, 10_000).rows().stream()
                        .map(row -> String.valueOf(row.values().getFirst()))
                        .toList();
        List<String> right = new ArrayList<>(values);
        wrong.forEach(right::remove);
        return right.stream().sorted().toList();
    }

    @Test
    void aRunIsCancelledAndAnUnfitConditionIsToldBeforeOne() throws Exception {
        assertThatThrownBy(() -> examination().mustFit(new Check.Sql("birth + 'x'", Map.of())))
                .isInstanceOf(ConditionRefused.class);
        examination().mustFit(new Check.Sql("pay > 0", Map.of()));
        assertThat(examination().values(Map.of("id", "2"), "name")).containsExactly("李静");
        assertThat(examination().values(Map.of("id", "9"), "name")).isEmpty();
    }
}
