package org.shuguan.dataplane.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedOutputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.shuguan.dataplane.detect.CensusTexts;

/// Every file is read or rejected with a reason.
class HostileFilesTest {
    @TempDir
    Path folder;

    @Test
    void aFileOfOneEndlessLineIsNotReadToItsEnd() throws Exception {
        Path file = folder.resolve("line.csv");
        write(file, "a,b,c,1,2,3,", 64 << 20);
        assertUnread(file, SourceUnreadable.Reason.LINE_TOO_LONG);
    }

    @Test
    void anEndlessLineInTheMiddleCostsItselfOnly() throws Exception {
        for (String start : new String[] {"a,b\n1,2\n", "\"title\"\na,b\n1,2\n"}) {
            Path file = folder.resolve("middle.csv");
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
                out.write((start + "x".repeat(1 << 20)).getBytes(StandardCharsets.UTF_8));
                byte[] part = "y".repeat(1 << 20).getBytes(StandardCharsets.UTF_8);
                for (int i = 0; i < 40; i++) {
                    out.write(part);
                }
                out.write(",z\n3,4\n".getBytes(StandardCharsets.UTF_8));
            }
            var table = ReadFile.of(file).only();
            assertThat(table.rows()).as(start).hasSize(2);
            assertThat(table.rejects().count()).isEqualTo(1);
            assertThat(table.rejects().first().getFirst().reason()).isEqualTo(Rejects.Reason.TOO_LONG);
        }
    }

    @Test
    void aBookThatUnpacksWithoutEndIsRefused() throws Exception {
        for (String part : new String[] {"xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/media/image1.png"}) {
            Path file = folder.resolve("bomb.xlsx");
            try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
                out.putNextEntry(new ZipEntry(part));
                byte[] zeros = new byte[1 << 20];
                for (int i = 0; i < 80; i++) {
                    out.write(zeros);
                }
            }
            assertUnread(file, SourceUnreadable.Reason.BOMB);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "UTF-8|<row><c r=\"ZZZZZZ9999\"/></row>",
                "UTF-8|<row><c r=\"XFE1\"/></row>",
                "UTF-8|<row r=\"1048577\"><c/></row>",
                "UTF-8|<!-- don't --><row><c t='n' r = 'zzzzzz1'/></row>",
                "UTF-8|<row><c t=\"&gt; r=\" r=\"AAAA1\"/></row>",
                "UTF-16|<row><c t=\"\u2222\" r=\"ZZZZZZ1\"/></row>",
                "UTF-16LE|<row><c r=\"ZZZZZZ1\"/></row>"
            })
    void aCellWhereNoSpreadsheetHasOneIsRefused(Charset encoding, String rows) throws Exception {
        assertUnread(workbook(rows, encoding), SourceUnreadable.Reason.CELL_POSITION);
    }

    @Test
    void theLastCellOfASheetMayBeUsed() throws Exception {
        String rows = "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t> r=\"ZZZZZZ1\"</t></is></c></row>"
                + "<row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row>";
        assertThat(WorkbookArchive.excess(workbook(rows, StandardCharsets.UTF_8), WorkbookArchive.Limits.ofCensus()))
                .isEmpty();
    }

    private Path workbook(String rows, Charset encoding) throws Exception {
        Path file = folder.resolve("position.xlsx");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
            part(
                    out,
                    "[Content_Types].xml",
                    "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
                            + "<Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/></Types>",
                    StandardCharsets.UTF_8);
            part(out, "xl/workbook.xml", "<workbook/>", StandardCharsets.UTF_8);
            part(
                    out,
                    "xl/worksheets/sheet1.xml",
                    "<worksheet><sheetData>" + rows + "</sheetData></worksheet>",
                    encoding);
        }
        return file;
    }

    private static void part(ZipOutputStream out, String name, String content, Charset encoding) throws Exception {
        out.putNextEntry(new ZipEntry(name));
        out.write(content.getBytes(encoding));
        out.closeEntry();
    }

    @Test
    void whatIsNoTextIsSaidSo() throws Exception {
        byte[] noise = new byte[100_000];
        new Random(7).nextBytes(noise);
        assertUnread(Files.write(folder.resolve("noise.csv"), noise), SourceUnreadable.Reason.BINARY);
        byte[] book = "PK\u0003\u0004".getBytes(StandardCharsets.ISO_8859_1);
        assertUnread(Files.write(folder.resolve("book.csv"), book), SourceUnreadable.Reason.BINARY);
        byte[] picture = Arrays.copyOf("\u0089PNG\r\n".getBytes(StandardCharsets.ISO_8859_1), 500);
        assertUnread(Files.write(folder.resolve("picture.xlsx"), picture), SourceUnreadable.Reason.FILE_BROKEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv", "txt", "xlsx", "xls", "jsonl", "parquet"})
    void anEmptyFileIsAnswered(String ending) throws Exception {
        Path file = Files.createFile(folder.resolve("empty." + ending));
        assertThat(ReadFile.of(file).unread()).hasSize(1);
        Path blank = Files.writeString(folder.resolve("blank." + ending), "\n\n  \n");
        ReadFile read = ReadFile.of(blank);
        assertThat(read.unread().size() + read.tables().size()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a'; drop table x; --", "\"quoted\"", "😀 emoji", "\u202Egpj.txt", "[*]?", "%s%n{0}", "名\u200B字"
            })
    void aNameIsANameOnly(String name) throws Exception {
        Path file = Files.writeString(folder.resolve(name + ".csv"), "\"" + name.replace("\"", "\"\"") + "\",b\n1,2\n");
        var table = ReadFile.of(file).only();
        assertThat(table.name()).isEqualTo(name + ".csv");
        assertThat(table.columns().getFirst()).isEqualTo(name);
        assertThat(table.rows()).hasSize(1);
    }

    @Test
    void linesThatAreNoJsonAreNamed() throws Exception {
        Path file = Files.writeString(folder.resolve("t.jsonl"), "{\"a\":1}\n{broken\n\n{\"a\":2}\n");
        var table = ReadFile.of(file).only();
        assertThat(table.rows()).hasSize(2);
        assertThat(table.rejects().first()).containsExactly(new Rejects.Reject(2, Rejects.Reason.NO_JSON, "{broken"));
    }

    @Test
    void namesOfColumnsMayBeAsLongAsTheyLike() throws Exception {
        String name = "列".repeat(300);
        Path file = Files.writeString(folder.resolve("t.csv"), name + ",select * from x; --\n1,2\n");
        assertThat(ReadFile.of(file).only().columns()).containsExactly(name, "select * from x; --");
    }

    private static void write(Path file, String text, long bytes) throws Exception {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            byte[] part = text.repeat(1000).getBytes(StandardCharsets.UTF_8);
            for (long written = 0; written < bytes; written += part.length) {
                out.write(part);
            }
        }
    }

    private static void assertUnread(Path file, SourceUnreadable.Reason reason) throws Exception {
        ReadFile read = ReadFile.of(file);
        assertThat(read.unread()).extracting(OpenSource.Unread::reason).containsExactly(reason);
        assertThat(CensusTexts.in(Locale.SIMPLIFIED_CHINESE).unread(reason.name()))
                .isNotBlank();
        assertThat(CensusTexts.in(Locale.ENGLISH).unread(reason.name())).doesNotContainPattern("\\p{IsHan}");
    }
}
