package org.shuguan.server.province;

import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.platform.IncomingWorkbook;
import org.shuguan.server.platform.InvalidInput;

/// A receipt 回执 of the province: CSV in UTF-8 or GB18030, or the first sheet of an XLSX workbook. It is taken as a
/// whole or not at all.
final class ReceiptFile {
    /// What the province says of a row.
    ///
    /// @param row its number in the file, from 1
    /// @param reason empty if it gave none
    record Answer(long row, boolean accepted, String reason) {}

    private record Line(int number, String batch, String row, String result, String reason) {}

    static final int LONGEST_REASON = 500;
    private static final Set<String> TAKEN = Set.of("成功", "接收");
    private static final Set<String> REFUSED = Set.of("失败", "拒绝");
    /// So many errors are told one by one.
    private static final int MOST_ERRORS = 20;

    private ReceiptFile() {}

    /// Reads a receipt.
    ///
    /// @param number of the batch that it must be about
    /// @param rows how many rows the batch has
    /// @throws InvalidInput that names the lines that are wrong
    static List<Answer> read(byte[] file, ReceiptHeadings headings, String number, long rows) {
        List<Line> lines = isWorkbook(file) ? workbook(file, headings) : csv(file, headings);
        if (lines.isEmpty()) {
            throw refused("province-receipt-empty", Map.of());
        }
        List<InvalidInput.FieldError> errors = new ArrayList<>();
        List<Answer> answers = new ArrayList<>(lines.size());
        Map<Long, Integer> told = new HashMap<>();
        for (Line line : lines) {
            InvalidInput.FieldError error = error(line, number, rows, told);
            if (error == null) {
                answers.add(new Answer(Long.parseLong(line.row()), TAKEN.contains(line.result()), line.reason()));
            } else if (errors.size() < MOST_ERRORS) {
                errors.add(error);
            }
        }
        if (!errors.isEmpty()) {
            throw new InvalidInput(errors);
        }
        return answers;
    }

    private static InvalidInput.@Nullable FieldError error(
            Line line, String number, long rows, Map<Long, Integer> told) {
        if (!line.batch().equals(number)) {
            return error(line, "batch", Map.of("found", line.batch(), "batch", number));
        }
        long row = line.row().matches("[0-9]{1,15}") ? Long.parseLong(line.row()) : 0;
        if (row < 1 || row > rows) {
            return error(line, "row", Map.of("found", line.row(), "rows", rows));
        }
        Integer before = told.putIfAbsent(row, line.number());
        if (before != null) {
            return error(line, "twice", Map.of("found", line.row(), "before", before));
        }
        if (!TAKEN.contains(line.result()) && !REFUSED.contains(line.result())) {
            return error(line, "result", Map.of("found", line.result()));
        }
        return line.reason().length() > LONGEST_REASON ? error(line, "reason", Map.of("max", LONGEST_REASON)) : null;
    }

    private static InvalidInput.FieldError error(Line line, String code, Map<String, Object> facts) {
        Map<String, Object> all = new HashMap<>(facts);
        all.replaceAll((key, value) ->
                value instanceof String text && text.length() > 40 ? text.substring(0, 40) + "…" : value);
        all.put("line", line.number());
        return new InvalidInput.FieldError("file", "province-receipt-" + code, all);
    }

    private static InvalidInput refused(String code, Map<String, Object> facts) {
        return new InvalidInput(List.of(new InvalidInput.FieldError("file", code, facts)));
    }

    private static boolean isWorkbook(byte[] file) {
        return file.length > 2 && file[0] == 'P' && file[1] == 'K';
    }

    private static List<Line> workbook(byte[] file, ReceiptHeadings headings) {
        IncomingWorkbook book = IncomingWorkbook.read(new ByteArrayInputStream(file));
        String sheet = book.sheets().isEmpty() ? "" : book.sheets().getFirst();
        List<String> missing = book.missing(sheet, headings.all());
        if (!missing.isEmpty()) {
            throw missing(missing);
        }
        return book.rows(sheet).stream()
                .map(row -> new Line(
                        row.number(),
                        text(row.cell(headings.batch())),
                        text(row.cell(headings.row())),
                        text(row.cell(headings.result())),
                        text(row.cell(headings.reason()))))
                .toList();
    }

    private static String text(IncomingWorkbook.@Nullable Content cell) {
        // A cell that is faulty is none of the known words, so that its line is told.
        return cell == null ? "" : cell.fault() == null ? cell.text().strip() : "#";
    }

    private static List<Line> csv(byte[] file, ReceiptHeadings headings) {
        List<CsvText.Line> lines;
        try {
            lines = CsvText.read(decoded(file));
        } catch (CsvText.Unclosed unclosed) {
            throw refused("province-receipt-quote", Map.of("line", unclosed.line()));
        }
        List<String> head = lines.isEmpty()
                ? List.of()
                : lines.getFirst().cells().stream().map(String::strip).toList();
        List<String> missing =
                headings.all().stream().filter(one -> !head.contains(one)).toList();
        if (!missing.isEmpty()) {
            throw missing(missing);
        }
        if (new HashSet<>(head).size() < head.size()) {
            throw refused("province-receipt-heading-twice", Map.of());
        }
        return lines.stream()
                .skip(1)
                .map(line -> new Line(
                        line.number(),
                        cell(line, head.indexOf(headings.batch())),
                        cell(line, head.indexOf(headings.row())),
                        cell(line, head.indexOf(headings.result())),
                        cell(line, head.indexOf(headings.reason()))))
                .toList();
    }

    private static InvalidInput missing(List<String> headings) {
        return refused("province-receipt-headings", Map.of("headings", String.join("、", headings)));
    }

    private static String cell(CsvText.Line line, int place) {
        return place < line.cells().size() ? line.cells().get(place).strip() : "";
    }

    private static String decoded(byte[] file) {
        return Stream.of(StandardCharsets.UTF_8, Charset.forName("GB18030"))
                .flatMap(charset -> decoded(file, charset).stream())
                .findFirst()
                .map(text -> text.startsWith("\uFEFF") ? text.substring(1) : text)
                .orElseThrow(() -> refused("province-receipt-encoding", Map.of()));
    }

    private static Optional<String> decoded(byte[] file, Charset charset) {
        try {
            return Optional.of(charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(file))
                    .toString());
        } catch (CharacterCodingException other) {
            return Optional.empty();
        }
    }
}
