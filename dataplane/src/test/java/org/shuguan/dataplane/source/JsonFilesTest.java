package org.shuguan.dataplane.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonFilesTest {
    @TempDir
    Path folder;

    @Test
    void typesKeysAndNullsMayChangeAfterTheFirstThousandsOfRows() throws Exception {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 21_000; i++) {
            lines.append("{\"n\": ").append(i).append(", \"always\": null}\n");
        }
        lines.append("{\"n\": \"12a\", \"always\": \"now\"}\n{\"n\": 1.5, \"late\": true}\n{\"n\": {\"x\": 1}}\n");
        var table = read("t.jsonl", lines.toString()).only();
        assertThat(table.columns()).containsExactly("n", "always", "late");
        assertThat(table.rows())
                .hasSize(21_003)
                .contains(row("12a", "now", null), row("1.5", null, "true"), row("{\"x\":1}", null, null));
        assertThat(table.rejects().count()).isZero();
    }

    @Test
    void namesThatDifferInCaseAreDifferentColumnsAndProperties() throws Exception {
        var table = read("t.jsonl", "{\"Name\":\"a\",\"name\":\"b\",\"o\":{\"Key\":1,\"key\":2}}\n{\"NAME\":\"c\"}\n")
                .only();
        assertThat(table.columns()).containsExactly("Name", "name_2", "o", "NAME_3");
        assertThat(table.rows())
                .containsExactlyInAnyOrder(row("a", "b", "{\"Key\":1,\"key\":2}", null), row(null, null, null, "c"));
    }

    @Test
    void aRowWithoutValuesIsARow() throws Exception {
        var table =
                read("t.jsonl", "{\"a\":1}\n{\"a\":null}\n{}\n\n{\"a\":\"\"}\n").only();
        assertThat(table.rows()).containsExactlyInAnyOrder(row("1"), row((String) null), row((String) null), row(""));
    }

    @ParameterizedTest
    @CsvSource({
        "UTF-8, \uFEFF, false",
        "GB18030, '', true",
        "UTF-16LE, \uFEFF, true",
        "UTF-16BE, \uFEFF, true",
        "UTF-16LE, '', true"
    })
    void everyEncodingIsReadAndAGuessIsTold(String charset, String mark, boolean told) throws Exception {
        String text = mark + "{\"姓名\":\"𬱖㛃\",\"编号\":1}\n{\"姓名\":\"张三\",\"编号\":2}\n";
        var table = ReadFile.of(Files.write(folder.resolve("t.jsonl"), text.getBytes(Charset.forName(charset))))
                .only();
        assertThat(table.columns()).containsExactly("姓名", "编号");
        assertThat(table.rows()).containsExactlyInAnyOrder(row("𬱖㛃", "1"), row("张三", "2"));
        assertThat(table.notes())
                .isEqualTo(told ? List.of(new Note("json-encoding", Map.of("encoding", charset))) : List.of());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{\"a\":1,\"b\":\"x\"},{\"a\":2}]",
                "[\n  {\n    \"a\": 1,\n    \"b\": \"x\"\n  },\n  {\n    \"a\": 2\n  }\n]\n",
                "[{\"a\":1,\"b\":\"x\"},\n{\"a\":2}]",
                "[{\"a\":1,\"b\":\"x\"}]\n[{\"a\":2}]\n",
                "{\n\"a\": 1,\n\"b\": \"x\"\n}\n{\n\"a\": 2\n}\n",
                "{\"a\":1,\"b\":\"x\"} {\"a\":2}",
                "{\"a\":1,\"b\":\"x\"}\r{\"a\":2}\r"
            })
    void arraysAndValuesInAnyLayoutAreRows(String text) throws Exception {
        for (String ending : List.of("jsonl", "json", "ndjson")) {
            var table = read("t." + ending, text).only();
            assertThat(table.columns()).containsExactly("a", "b");
            assertThat(table.rows()).containsExactlyInAnyOrder(row("1", "x"), row("2", null));
            assertThat(table.rejects().count()).isZero();
            assertThat(table.notes()).isEmpty();
        }
    }

    @Test
    void oneObjectAroundTheRecordsGivesTheRecordsAndSaysWhatIsBesideThem() throws Exception {
        var table = read(
                        "t.json",
                        "{\"code\":0,\"data\":{\"total\":2,\"records\":[{\"a\":1},{\"a\":2}],\"dict\":[{\"k\":1},{\"k\":2},{\"k\":3}]}}")
                .only();
        assertThat(table.columns()).containsExactly("a");
        assertThat(table.rows()).containsExactlyInAnyOrder(row("1"), row("2"));
        assertThat(table.notes())
                .containsExactly(new Note(
                        "json-envelope-beside",
                        Map.of("path", "data.records", "names", "code, data.total, data.dict[]")));
    }

    @Test
    void aSingleLineWithAnArrayOfAnUnusualNameIsARow() throws Exception {
        var row = read("t.jsonl", "{\"id\":1,\"children\":[{\"k\":1}]}\n").only();
        assertThat(row.rows()).containsExactly(row("1", "[{\"k\":1}]"));
        var around = read("t.jsonl", "{\"total\":1,\"rows\":[{\"k\":1}]}\n").only();
        assertThat(around.rows()).containsExactly(row("1"));
        assertThat(around.notes()).hasSize(1);
    }

    @Test
    void oneObjectWithoutAnArrayIsOneRow() throws Exception {
        var table = read("t.json", "{\"a\": 1, \"tags\": [\"x\"], \"o\": {\"k\": []}}")
                .only();
        assertThat(table.rows()).containsExactly(row("1", "[\"x\"]", "{\"k\":[]}"));
    }

    @Test
    void whatIsNoObjectIsToldWithItsLine() throws Exception {
        var lines = read("t.jsonl", "{\"a\":1}\n{broken\n\n[1]\n{\"a\":2} x\n{\"a\":3}\n{\"a\":NaN}\n")
                .only();
        assertThat(lines.rows()).containsExactlyInAnyOrder(row("1"), row("3"));
        assertThat(lines.rejects().first())
                .extracting(Rejects.Reject::line, Rejects.Reject::reason)
                .containsExactly(
                        Tuple.tuple(2L, Rejects.Reason.NO_JSON),
                        Tuple.tuple(4L, Rejects.Reason.NO_JSON),
                        Tuple.tuple(5L, Rejects.Reason.NO_JSON),
                        Tuple.tuple(7L, Rejects.Reason.NO_JSON));
        var array = read("t.json", "[{\"a\":1},\n7,\n[2],{\"a\":2}]").only();
        assertThat(array.rows()).containsExactlyInAnyOrder(row("1"), row("2"));
        assertThat(array.rejects().first()).extracting(Rejects.Reject::text).containsExactly("7", "[2]");
    }

    @Test
    void aDocumentThatBreaksOffIsReadToThereAndTold() throws Exception {
        var table = read("t.json", "[{\"a\":1},\n{\"a\":2},\n{\"a\":").only();
        assertThat(table.rows()).containsExactlyInAnyOrder(row("1"), row("2"));
        assertThat(table.rejects().count()).isEqualTo(1);
        assertThat(table.notes()).containsExactly(new Note("json-broken", Map.of("line", "3")));
    }

    @Test
    void brokenBytesAreToldAndTheOtherRowsAreRead() throws Exception {
        byte[] text = ("{\"a\":\"甲\"}\n".repeat(30) + "{\"a\":\"?\"}\n").getBytes(StandardCharsets.UTF_8);
        text[text.length - 4] = (byte) 0xE4;
        var table = ReadFile.of(Files.write(folder.resolve("t.jsonl"), text)).only();
        assertThat(table.rows()).hasSize(30);
        assertThat(table.rejects().first())
                .extracting(Rejects.Reject::line, Rejects.Reject::reason)
                .containsExactly(Tuple.tuple(31L, Rejects.Reason.ENCODING));
    }

    @Test
    void aPropertyThatAnObjectHasTwiceIsTold() throws Exception {
        var table = read("t.jsonl", "{\"a\":1,\"a\":2}\n{\"a\":3}\n").only();
        assertThat(table.rows()).containsExactlyInAnyOrder(row("2"), row("3"));
        assertThat(table.notes()).containsExactly(new Note("json-repeated", Map.of("names", "a")));
    }

    @Test
    void numbersStayAsTheyAreWrittenAndTextsKeepEverySign() throws Exception {
        var table = read("t.jsonl", """
                        {"n":441202190001010013,"t":"a\\"b,\\n\\u0001\\\\N"}
                        {"n":0.10,"t":"\\ud83d\\ude00 \\ud83d"}
                        {"n":123456789012345678901234567890,"t":"NULL"}
                        {"n":1E3}
                        """).only();
        assertThat(table.rows())
                .containsExactlyInAnyOrder(
                        row("441202190001010013", "a\"b,\n\u0001\\N"),
                        row("0.10", "😀 \uFFFD"),
                        row("123456789012345678901234567890", "NULL"),
                        row("1E3", null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "7", "\"text\"", "[1,2]", "no json", "{\"code\":0,\"data\":[]}", "{}"})
    void aFileWithoutObjectsIsRefusedByItsName(String text) throws Exception {
        ReadFile read = read("t.json", text);
        assertThat(read.tables()).isEmpty();
        assertThat(read.unread())
                .containsExactly(new OpenSource.Unread("t.json", SourceUnreadable.Reason.NO_RECORDS, "t.json"));
    }

    private ReadFile read(String name, String text) throws Exception {
        return ReadFile.of(Files.writeString(folder.resolve(name), text));
    }

    private static List<String> row(String... cells) {
        return Arrays.asList(cells);
    }
}
