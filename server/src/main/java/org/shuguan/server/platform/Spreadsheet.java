package org.shuguan.server.platform;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.dhatim.fastexcel.Workbook;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.source.CellText;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/// A list as a file: XLSX, or CSV in UTF-8 with the byte order mark that Excel needs. Texts that a spreadsheet
/// would run as a formula are written as [CellText].
public final class Spreadsheet {
    private static final MediaType XLSX =
            MediaType.parseMediaType("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
    private static final MediaType CSV = new MediaType("text", "csv", StandardCharsets.UTF_8);
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    /// Header for programs if rows were left out: the number of rows in the file and in total.
    private static final String TRUNCATED = "X-Truncated";

    /// In widths of a digit; a Chinese character is two.
    private static final int NARROWEST = 12;

    private final String title;
    private final List<String> columns;
    private final List<? extends List<? extends @Nullable Object>> rows;
    private final long total;
    private final @Nullable String note;

    /// @param title name of the sheet and of the file
    /// @param columns headings, already in the reader's language
    public Spreadsheet(String title, List<String> columns, List<? extends List<? extends @Nullable Object>> rows) {
        this.title = title;
        this.columns = columns;
        this.rows = rows;
        this.total = rows.size();
        this.note = null;
    }

    /// The same with a last row that says how many rows were left out, if any were.
    public Spreadsheet(
            String title, List<String> columns, AllRows<? extends List<? extends @Nullable Object>> rows, Texts texts) {
        this.title = title;
        this.columns = columns;
        this.rows = rows.items();
        this.total = rows.total();
        this.note = rows.cut()
                ? texts.say("export.cut", Map.of("shown", rows.items().size(), "total", rows.total()))
                : null;
    }

    /// The response to a download.
    ///
    /// @param format `xlsx` or `csv`
    /// @throws NotFound for any other format
    public ResponseEntity<byte[]> download(String format) {
        Downloads.rows(rows.size());
        return switch (format) {
            case "xlsx" -> answer(xlsx(), XLSX, ".xlsx");
            case "csv" -> answer(csv(), CSV, ".csv");
            default -> throw new NotFound();
        };
    }

    public byte[] xlsx() {
        return book(List.of(this));
    }

    /// A workbook with one sheet for each list.
    public static byte[] book(List<Spreadsheet> sheets) {
        var bytes = new ByteArrayOutputStream();
        try (var book = new Workbook(bytes, "Shuguan", "1.0")) {
            sheets.forEach(sheet -> sheet.write(book));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /// The response to a download of several lists as one workbook.
    public static ResponseEntity<byte[]> download(String title, List<Spreadsheet> sheets) {
        Downloads.rows(sheets.stream().mapToLong(sheet -> sheet.rows.size()).sum());
        return new Spreadsheet(title, List.of(), List.of()).answer(book(sheets), XLSX, ".xlsx");
    }

    private void write(Workbook book) {
        var sheet = book.newWorksheet(
                title.substring(0, Math.min(31, title.length())).replaceAll("[\\[\\]:*?/\\\\]", " "));
        for (int c = 0; c < columns.size(); c++) {
            sheet.value(0, c, CellText.written(columns.get(c)));
            sheet.style(0, c).bold().set();
            sheet.width(c, Math.max(NARROWEST, columns.get(c).length() * 2 + 8));
        }
        sheet.freezePane(0, 1);
        for (int r = 0; r < rows.size(); r++) {
            for (int c = 0; c < rows.get(r).size(); c++) {
                Object cell = rows.get(r).get(c);
                if (cell instanceof Number number) {
                    sheet.value(r + 1, c, number);
                } else {
                    sheet.value(r + 1, c, text(cell));
                }
            }
        }
        if (note != null) {
            sheet.value(rows.size() + 1, 0, CellText.written(note));
        }
    }

    public byte[] csv() {
        String lines = rows.stream()
                .map(row -> row.stream().map(cell -> quoted(text(cell))).collect(Collectors.joining(",")))
                .collect(Collectors.joining("\r\n"));
        String head = columns.stream().map(column -> quoted(text(column))).collect(Collectors.joining(","));
        String last = note == null ? "" : quoted(text(note)) + "\r\n";
        return ("\uFEFF" + head + "\r\n" + lines + (lines.isEmpty() ? "" : "\r\n") + last)
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\"", "\"\"") + "\"";
    }

    private static String text(@Nullable Object cell) {
        String text = switch (cell) {
            case null -> "";
            case Instant instant -> MINUTE.format(instant.atZone(CityTime.ZONE));
            case LocalDate day -> day.toString();
            default -> cell.toString();
        };
        return cell instanceof Number ? text : CellText.written(text);
    }

    private ResponseEntity<byte[]> answer(byte[] body, MediaType type, String ending) {
        ResponseEntity.BodyBuilder answer = ResponseEntity.ok();
        if (note != null) {
            answer.header(TRUNCATED, rows.size() + "/" + total);
        }
        return answer.contentType(type)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(title + ending, StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .body(body);
    }
}
