package org.shuguan.dataplane.census;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.dhatim.fastexcel.Workbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.shuguan.dataplane.detect.DataType;
import org.shuguan.dataplane.detect.Grade;
import org.shuguan.dataplane.profile.ColumnProfile;
import org.shuguan.dataplane.profile.ProfileWithSample;
import org.shuguan.dataplane.profile.Profiler;
import org.shuguan.dataplane.profile.ValueType;
import org.shuguan.dataplane.source.Engine;
import org.shuguan.dataplane.source.OpenSource;
import org.shuguan.dataplane.source.Relation;
import org.shuguan.dataplane.source.Source;
import org.shuguan.dataplane.source.SourceUnreadable;
import org.shuguan.dataplane.source.Sources;
import org.shuguan.dataplane.source.Table;

class FileCensusTest {
    private static final String PEOPLE = """
            姓名,身份证号,手机,金额,备注
            张三,441202190001010013,13800000001,12.50,"有,逗号"
            李四,441283190102030425,13800000002,8,
            欧阳娜娜,441201190501010056,13800000003,100.25,"换
            行"
            """;

    @TempDir
    Path folder;

    private final List<OpenSource.Unread> unread = new ArrayList<>();

    @Test
    void aGb18030FileWithRareSignsIsReadAsWhatItSays() throws Exception {
        Files.writeString(
                folder.resolve("人口.csv"),
                PEOPLE + "𬱖㛃,441202190001010013,13800000004,1,\n",
                Charset.forName("GB18030"));
        TableResult result = only(census(folder, 0));
        assertThat(result.profile().rows()).isEqualTo(4);
        assertThat(column(result, "姓名").top())
                .extracting(ColumnProfile.Count::value)
                .contains("张*", "𬱖*");
        assertThat(column(result, "备注").nulls()).isEqualTo(2);
    }

    @Test
    void personalColumnsAreFoundGradedAndMasked() throws Exception {
        Files.writeString(folder.resolve("people.csv"), PEOPLE);
        TableResult result = only(census(folder, 0));
        var id = result.classifications().get(1);
        assertThat(id.best().orElseThrow().type()).isEqualTo(DataType.RESIDENT_ID);
        assertThat(id.best().orElseThrow().confidence()).isGreaterThan(0.9);
        assertThat(id.grade()).isEqualTo(Grade.GENERAL_4);
        assertThat(column(result, "身份证号").min()).isEqualTo("441201********0056");
        assertThat(column(result, "金额").type()).isEqualTo(ValueType.DECIMAL);
        assertThat(result.toString()).doesNotContain("441202190001010013", "13800000001");
    }

    @Test
    void theStepsOfAHistogramTellNothingThatAMaskHides() throws Exception {
        StringBuilder people = new StringBuilder("姓名,出生日期,手机号码,件数\n");
        for (int i = 0; i < 40; i++) {
            people.append("张三,19%02d-03-1%d,138000000%02d,%d%n".formatted(40 + i, i % 10, i, i));
        }
        Files.writeString(folder.resolve("people.csv"), people);
        TableResult result = only(census(folder, 0));
        assertThat(column(result, "出生日期").max()).isEqualTo("1979******");
        assertThat(column(result, "出生日期").histogram()).isEmpty();
        assertThat(column(result, "手机号码").histogram()).isEmpty();
        assertThat(column(result, "件数").histogram()).hasSize(10);
    }

    @Test
    void everySheetWithContentIsATable() throws Exception {
        try (var out = Files.newOutputStream(folder.resolve("book.xlsx"));
                var book = new Workbook(out, "test", "1.0")) {
            var first = book.newWorksheet("企业");
            first.value(0, 0, "信用代码");
            first.value(0, 1, "名称");
            first.value(1, 0, "91441202MA00000156");
            first.value(1, 1, "肇庆某某有限公司");
            book.newWorksheet("空");
            book.newWorksheet("数").value(0, 0, "编号");
        }
        assertThat(census(folder, 0))
                .extracting(result -> result.table().name())
                .contains("book.xlsx#企业");
    }

    @Test
    void jsonLinesAndParquetAreReadAndTheRestIsNamed() throws Exception {
        Files.writeString(folder.resolve("a.jsonl"), "{\"a\":1,\"b\":\"x\"}\n{\"a\":2,\"b\":null}\n");
        try (var engine = org.shuguan.dataplane.source.Engine.open(1);
                var statement = engine.createStatement()) {
            statement.execute(
                    "copy (select 7 as n, '文' as t) to '" + folder.resolve("b.parquet") + "' (format parquet)");
        }
        Files.writeString(folder.resolve("c.parquet"), "no parquet");
        Files.writeString(folder.resolve("d.xlsx"), "no book");
        Files.writeString(folder.resolve("e.doc"), "?");
        Files.createFile(folder.resolve("f.csv"));
        assertThat(census(folder, 0))
                .extracting(result -> result.table().name())
                .containsExactly("a.jsonl", "b.parquet");
        assertThat(unread)
                .extracting(OpenSource.Unread::path)
                .containsExactlyInAnyOrder("c.parquet", "d.xlsx", "e.doc", "f.csv");
    }

    @Test
    void linesThatAreNoRowsAreCountedAndNamed() throws Exception {
        Files.writeString(
                folder.resolve("ragged.csv"),
                String.join("", "a,b,c\n", "1,2,3\n".repeat(50), "4,5\n", "6,7,8\n".repeat(50)));
        TableResult result = only(census(folder, 0));
        assertThat(result.profile().rows()).isEqualTo(100);
        assertThat(result.profile().rejected()).isEqualTo(1);
        assertThat(result.profile().examples().getFirst().line()).isEqualTo(52);
    }

    @Test
    void aHostileNameIsANameOnly() throws Exception {
        Path hostile = Files.createDirectories(folder.resolve("a'; drop table x; --"));
        Files.writeString(hostile.resolve("[*]\"quote'.csv"), "\"co\"\"l'; --\",b\n1,2\n");
        TableResult result = only(census(folder, 0));
        assertThat(result.problem()).isNull();
        assertThat(result.profile().columns().getFirst().name()).isEqualTo("co\"l'; --");
    }

    @Test
    void tablesThatAreDoneAreNotReadAgain() throws Exception {
        Files.writeString(folder.resolve("one.csv"), "a,b\n1,2\n");
        Files.writeString(folder.resolve("two.csv"), "a,b\n1,2\n");
        List<String> read = new ArrayList<>();
        new SourceCensus(new Source.Files(folder), 0)
                .run(Set.of("one.csv"), result -> read.add(result.table().path()));
        assertThat(read).containsExactly("two.csv");
    }

    @Test
    void byteOrderMarksAndUtf16AreNoPartOfTheFirstName() throws IOException, SourceUnreadable {
        Files.write(folder.resolve("bom.csv"), "\uFEFF编码,值\nA1,2\n".getBytes(StandardCharsets.UTF_8));
        Files.write(folder.resolve("wide.csv"), "\uFEFF编码,值\nA1,2\n".getBytes(StandardCharsets.UTF_16LE));
        assertThat(census(folder, 0))
                .allSatisfy(result -> assertThat(result.table().columns())
                        .extracting(Table.Column::name)
                        .containsExactly("编码", "值"));
    }

    /// Cancelling is repeated until the reading has ended, because a query that has not started cannot be
    /// cancelled. If cancelling had no effect, the file would be read completely and there would be a profile.
    @Test
    void cancellingEndsTheReadingOfAFileThatTheEngineReadsItself() throws Exception {
        Path file = folder.resolve("large.parquet");
        try (var engine = Engine.open(1);
                var statement = engine.createStatement()) {
            statement.execute("copy (select range as n, range // 7 as m from range(20_000_000)) to '" + file + "'");
        }
        try (OpenSource open = Sources.open(new Source.Files(file));
                var engine = Engine.open(1);
                Relation relation = open.relation(open.tables().getFirst(), 0);
                var reader = Executors.newSingleThreadExecutor()) {
            Table table = open.tables().getFirst();
            Future<ProfileWithSample> read =
                    reader.submit(() -> new Profiler(engine, table, null).profile(relation, false));
            while (!read.isDone()) {
                relation.cancel();
                LockSupport.parkNanos(1_000_000);
            }
            assertThatThrownBy(read::get)
                    .cause()
                    .isInstanceOfSatisfying(
                            SourceUnreadable.class,
                            e -> assertThat(e.reason()).isEqualTo(SourceUnreadable.Reason.CANCELLED));
        }
    }

    private List<TableResult> census(Path path, long sample) throws SourceUnreadable {
        InOrder results = new InOrder();
        new SourceCensus(new Source.Files(path), sample).run(new HashSet<>(), results);
        unread.addAll(results.unread());
        return results.tables();
    }

    private TableResult only(List<TableResult> results) {
        assertThat(unread).isEmpty();
        assertThat(results).hasSize(1);
        assertThat(results.getFirst().problem()).isNull();
        return results.getFirst();
    }

    private static ColumnProfile column(TableResult result, String name) {
        return result.profile().columns().stream()
                .filter(column -> column.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
