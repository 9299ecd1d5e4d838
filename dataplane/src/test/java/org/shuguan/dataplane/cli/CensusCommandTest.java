package org.shuguan.dataplane.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Sheet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.shuguan.dataplane.census.ApiServer;
import org.shuguan.dataplane.cli.CommandLine.Outcome;

class CensusCommandTest {
    private static final int ALL_READ = 0;
    private static final int WRONG_USE = 2;
    private static final int PARTLY = 3;
    private static final int NOTHING = 4;

    @TempDir
    Path folder;

    @Test
    void aFolderBecomesWorkbookJsonAndReportWithoutATerminal() throws Exception {
        Files.writeString(folder.resolve("people.csv"), "姓名,手机,=cmd\n张三丰,13812345678,1\n李四光,13912345678,2\n");
        Path out = folder.resolve("out");
        Outcome outcome = census(folder.resolve("people.csv").toString(), "--out", out.toString(), "--unit", "市人社局");
        assertThat(outcome.errors()).isEmpty();
        assertThat(outcome.exit()).isEqualTo(ALL_READ);
        assertThat(outcome.output().lines())
                .containsExactly(
                        out.resolve("census.xlsx").toString(),
                        out.resolve("census.json").toString(),
                        out.resolve("census.md").toString());
        assertThat(Files.readString(out.resolve("census.md")))
                .contains("市人社局：共 1 张表、3 个字段（其中个人信息 2 个）、2 条记录。", "文件，2 条记录")
                .doesNotContain("13812345678");
        assertThat(Files.readString(out.resolve("census.json"))).doesNotContain("13812345678", "张三丰");
        assertThat(rows(out, "目录").get(1)).startsWith("人员信息", "市人社局").contains("电子表格", "csv");
        assertThat(rows(out, "信息项")).anySatisfy(row -> assertThat(row).contains("手机", "C", "联系方式", "手机号码"));
        assertThat(rows(out, "信息项")).anySatisfy(row -> assertThat(row).contains("'=cmd"));
    }

    @Test
    void whatCouldNotBeReadIsSaidEverywhere() throws Exception {
        Path data = Files.createDirectories(folder.resolve("data"));
        Files.writeString(data.resolve("a.csv"), "a,b\n" + "1,2\n".repeat(30) + "3\n" + "4,5\n".repeat(30));
        Files.writeString(data.resolve("b.doc"), "?");
        Path out = folder.resolve("out");
        Outcome outcome = census(data.toString(), "/no/such/folder", "--lang", "en", "--out", out.toString());
        assertThat(outcome.exit()).isEqualTo(PARTLY);
        assertThat(outcome.errors().lines())
                .containsExactlyInAnyOrder(
                        "shuguan: not read: a.csv: lines that are not rows were left out (1: 32)",
                        "shuguan: not read: b.doc: the format is not supported: use CSV, TSV, TXT, XLSX, XLS, JSON, JSONL or Parquet",
                        "shuguan: not read: /no/such/folder: the file does not exist or cannot be read: check its path and permissions");
        assertThat(Files.readString(out.resolve("census.md")))
                .contains("## Not read", "a.csv: lines that are not rows", "b.doc", "/no/such/folder")
                .doesNotContainPattern("\\p{IsHan}");
        assertThat(rows(out, "未能读取")).hasSize(4);
    }

    @Test
    void linesThatAreNoRowsAreListedMaskedWithTheirReason() throws Exception {
        Path file = folder.resolve("people.csv");
        Files.writeString(
                file,
                "名单\n姓名,身份证号\n" + "张三丰,441202190001010013\n".repeat(3) + "李四光,441283190102030425,多\n" + "王五,4.41E+17\n",
                Charset.forName("GB18030"));
        Path out = folder.resolve("out");
        assertThat(census(file.toString(), "--out", out.toString()).exit()).isEqualTo(PARTLY);
        String report = Files.readString(out.resolve("census.md"));
        assertThat(report).contains("编码 GB18030，分隔符 ,", "第 1 行在表外", "非记录行 1 行", "| 6 | 字段多于表的列数 |", "末尾数字已永久丢失");
        assertThat(report).doesNotContain("李四光", "441283190102030425");
        assertThat(rows(out, "非记录行").get(1)).contains("people.csv", "6", "字段多于表的列数", "李**,4*****************,多");
    }

    @Test
    void aWrongGuessIsCorrectedByOptions() throws Exception {
        Path file = Files.writeString(folder.resolve("a.csv"), "x;y\na,b;c\n1,2;3\n4\n");
        Path out = folder.resolve("out");
        String[] options = {"--delimiter", ";", "--first-line", "2", "--fill-short", "--format", "md"};
        Outcome outcome = census(java.util.stream.Stream.concat(
                        java.util.stream.Stream.of(file.toString(), "--out", out.toString()),
                        java.util.Arrays.stream(options))
                .toArray(String[]::new));
        assertThat(outcome.exit()).isEqualTo(ALL_READ);
        assertThat(Files.readString(out.resolve("census.md"))).contains("| a,b |", "2 条记录");
        assertWrong(
                "--encoding takes UTF-8, GB18030, UTF-16LE, UTF-16BE, Big5, CESU-8, Windows-1252",
                file.toString(),
                "--encoding",
                "EBCDIC");
        assertWrong(
                "--header-rows, --first-line, --last-line and --sheet apply to one file, but " + folder
                        + " is not a file: name the file itself",
                folder.toString(),
                "--header-rows",
                "2");
    }

    @Test
    void aSampleIsCalledASample() throws Exception {
        Path file = Files.writeString(folder.resolve("a.csv"), "a,b\n" + "1,2\n".repeat(30));
        Outcome outcome = census(file.toString(), "--sample", "10", "--format", "md", "--out", folder.toString());
        assertThat(outcome.exit()).isEqualTo(ALL_READ);
        assertThat(Files.readString(folder.resolve("census.md"))).contains("文件，10 条记录（抽样 10 条），");
    }

    @Test
    void aFolderWithoutAnythingToReadIsSaid() throws Exception {
        Outcome outcome = census(folder.toString(), "--format", "md", "--out", folder + "/out");
        assertThat(outcome.exit()).isEqualTo(NOTHING);
        assertThat(outcome.errors()).isEqualTo("shuguan: not read: " + folder + ": there are no tables to read\n");
    }

    @Test
    void aDatabaseThatDoesNotAnswerIsSaidInASentence() throws Exception {
        Outcome outcome = census("postgresql://reader@127.0.0.1:1/hr", "--out", folder.toString());
        assertThat(outcome.exit()).isEqualTo(NOTHING);
        assertThat(outcome.errors())
                .startsWith("shuguan: not read: postgresql://reader@127.0.0.1:1/hr: the host does not answer there")
                .hasLineCount(1);
    }

    @Test
    void anInterfaceIsReadWithTheTokenFromTheEnvironment() throws Exception {
        try (ApiServer server = new ApiServer()) {
            server.on("/openapi.json", (asked, reply) -> reply.json("""
                    {"openapi": "3.1.0", "paths": {"/ships": {"get": {"summary": "船舶", "responses": {"200": {"content":
                      {"application/json": {"schema": {"type": "array", "items": {"type": "object", "properties":
                        {"name": {"type": "string", "description": "船名"}}}}}}}}}}}}"""));
            server.on(
                    "/ships",
                    (asked, reply) ->
                            reply.json(asked.token().equals("Bearer reader") ? "[{\"name\": \"西江号\"}]" : "no"));
            Outcome outcome = census(server.address() + "/openapi.json", "--format", "md", "--out", folder.toString());
            assertThat(outcome.exit()).isEqualTo(ALL_READ);
            assertThat(Files.readString(folder.resolve("census.md"))).contains("船舶 · /ships", "接口，1 条记录");
        }
    }

    @Test
    void wrongUseIsSaidBeforeAnythingIsRead() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");
        assertWrong(
                "--out " + file + " is not a folder and cannot be created: name another folder",
                ".",
                "--out",
                file.toString());
        assertWrong(
                "--secret-file /no/such/file cannot be read: check the path and its permissions",
                "mysql://reader@127.0.0.1/hr",
                "--secret-file",
                "/no/such/file");
        assertWrong("the port must be from 1 to 65535", "postgresql://reader@127.0.0.1:99999/hr");
        assertWrong("SOURCE is empty: give a path or an address", "");
        assertWrong(
                "the address must not contain a password: set SHUGUAN_SOURCE_SECRET, use --secret-file, or type it when asked",
                "postgresql://reader:pw@127.0.0.1/hr");
        assertWrong(
                "the address must not contain a password: set SHUGUAN_SOURCE_SECRET, use --secret-file, or type it when asked",
                "https://reader:pw@127.0.0.1/openapi.json");
        assertWrong(
                "--sample must be 0 or more; --format takes one or more of xlsx, json, md, separated by commas",
                ".",
                "--format",
                "pdf");
    }

    @Test
    void noLineOfALibrarysLogReachesTheTerminal() throws Exception {
        Path file = folder.resolve("t.xls");
        try (HSSFWorkbook book = new HSSFWorkbook();
                OutputStream stream = Files.newOutputStream(file)) {
            var sheet = book.createSheet("表");
            for (int r = 0; r < 3; r++) {
                for (int c = 0; c < 2; c++) {
                    sheet.createRow(r + 10 * c).createCell(c).setCellValue(r);
                }
            }
            var style = book.createCellStyle();
            // The library logs an error for each cell with a format that it does not know.
            style.setDataFormat((short) 120);
            sheet.getRow(0).getCell(0).setCellStyle(style);
            book.write(stream);
        }
        Outcome outcome = census(file.toString(), "--out", folder.resolve("out").toString(), "--format", "json");
        assertThat(outcome.errors()).isEmpty();
        assertThat(outcome.output().lines()).allMatch(line -> line.endsWith("census.json"));
    }

    private void assertWrong(String sentence, String... arguments) throws Exception {
        Outcome outcome = census(arguments);
        assertThat(outcome.errors()).isEqualTo("shuguan: " + sentence + "\n");
        assertThat(outcome.exit()).isEqualTo(WRONG_USE);
        assertThat(outcome.output()).isEmpty();
    }

    private static Outcome census(String... arguments) throws Exception {
        return CommandLine.census("reader", arguments);
    }

    private static List<List<String>> rows(Path out, String name) throws Exception {
        try (InputStream in = Files.newInputStream(out.resolve("census.xlsx"));
                ReadableWorkbook book = new ReadableWorkbook(in)) {
            Sheet sheet = book.findSheet(name).orElseThrow();
            return sheet.read().stream()
                    .map(row -> row.stream()
                            .map(cell -> cell == null ? "" : cell.getText())
                            .toList())
                    .toList();
        }
    }
}
