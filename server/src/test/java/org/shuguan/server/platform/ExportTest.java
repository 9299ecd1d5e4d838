package org.shuguan.server.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.shuguan.dataplane.source.CellText;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.http.ResponseEntity;

/// A file that does not hold everything says so.
class ExportTest {
    private static final ListQuery ALL = new ListQuery(null, null, null, null);
    private static final String NOTE = "Not all rows: 50000 of 50001. Narrow the search to get the others.";

    private Texts texts;

    @BeforeEach
    void english() throws Exception {
        texts = new Texts(new TextsConfiguration().messageSource());
        LocaleContextHolder.setLocale(Locale.ENGLISH);
    }

    @AfterEach
    void nobody() {
        LocaleContextHolder.resetLocaleContext();
    }

    @Test
    void whatIsCutSaysSoInItsLastRowAndToPrograms() throws Exception {
        ResponseEntity<byte[]> csv = export(50_001, "csv");
        assertThat(csv.getHeaders().getFirst("X-Truncated")).isEqualTo("50000/50001");
        List<String> lines =
                new String(csv.getBody(), StandardCharsets.UTF_8).lines().toList();
        assertThat(lines).hasSize(50_002).last().isEqualTo("\"" + NOTE + "\"");
        try (var book = new ReadableWorkbook(
                new ByteArrayInputStream(export(50_001, "xlsx").getBody()))) {
            List<Row> rows = book.getFirstSheet().read();
            assertThat(rows).hasSize(50_002);
            assertThat(rows.getLast().getCellText(0)).isEqualTo(NOTE);
        }
    }

    @Test
    void whatIsWholeSaysNothing() throws Exception {
        for (int total : new int[] {0, 1, 200, 401, 50_000}) {
            ResponseEntity<byte[]> csv = export(total, "csv");
            assertThat(csv.getHeaders().headerNames()).doesNotContain("X-Truncated");
            assertThat(new String(csv.getBody(), StandardCharsets.UTF_8).lines())
                    .hasSize(total + 1);
        }
    }

    /// The one way of all lists to a file: headings, cells and the note are texts, in both formats.
    @Test
    void noTextOfAFileIsAFormula() throws Exception {
        List<String> hostile = List.of("=1+1", "＝1+1", " =1", "\u00a0@x", "\u200b|calc", "％1", "'=1");
        var sheet = new Spreadsheet("list", hostile, List.of(hostile, List.of(-5, -1.5, "甲")));
        String csv = new String(sheet.csv(), StandardCharsets.UTF_8).substring(1);
        String line = hostile.stream().map(text -> "\"'" + text + "\"").collect(Collectors.joining(","));
        assertThat(csv.lines()).containsExactly(line, line, "\"-5\",\"-1.5\",\"甲\"");
        try (var book = new ReadableWorkbook(new ByteArrayInputStream(sheet.xlsx()))) {
            for (Row row : book.getFirstSheet().read().subList(0, 2)) {
                for (int c = 0; c < hostile.size(); c++) {
                    assertThat(row.getCellText(c)).isEqualTo("'" + hostile.get(c));
                    assertThat(CellText.read(row.getCellText(c))).isEqualTo(hostile.get(c));
                }
            }
        }
    }

    private ResponseEntity<byte[]> export(int total, String format) {
        AllRows<List<Integer>> rows =
                ALL.everything(page -> numbers(total, page)).map(List::of);
        return new Spreadsheet("list", List.of("n"), rows, texts).download(format);
    }

    private static Listing<Integer> numbers(int total, ListQuery page) {
        List<Integer> items = IntStream.range(page.offset(), Math.min(total, page.offset() + page.sizeOrUsual()))
                .boxed()
                .toList();
        return new Listing<>(items, total, page.pageOrFirst(), page.sizeOrUsual());
    }
}
