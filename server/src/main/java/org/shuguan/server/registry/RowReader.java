package org.shuguan.server.registry;

import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.platform.IncomingWorkbook;
import org.shuguan.server.platform.PlainText;

/// Reads the cells of one row and records whether any of them is wrong.
final class RowReader {
    private static final int LONGEST = 2000;

    private final IncomingWorkbook.Row row;
    private final WorkbookImport run;
    private boolean right = true;

    RowReader(IncomingWorkbook.Row row, WorkbookImport run) {
        this.row = row;
        this.run = run;
    }

    boolean right() {
        return right;
    }

    /// The text of a cell; empty if the cell is empty.
    String text(String heading) {
        return content(heading).map(cell -> PlainText.line(cell.text())).orElse("");
    }

    /// A code, or an entry of a list.
    String word(String heading) {
        return content(heading).map(cell -> PlainText.word(cell.text())).orElse("");
    }

    String name(String heading) {
        return content(heading).map(cell -> PlainText.name(cell.text())).orElse("");
    }

    @Nullable
    String textOrNull(String heading) {
        String text = text(heading);
        return text.isEmpty() ? null : text;
    }

    /// The date in a cell, given as text or as a spreadsheet's day number; null if the cell is empty or wrong.
    @Nullable
    LocalDate day(String heading) {
        Optional<IncomingWorkbook.Content> cell = content(heading);
        if (cell.isEmpty()) {
            return null;
        }
        Optional<LocalDate> day = PlainText.day(cell.get().text());
        if (day.isEmpty() && cell.get().day() != null) {
            return cell.get().day();
        }
        if (day.isEmpty()) {
            wrong(heading, "not-a-date");
        }
        return day.orElse(null);
    }

    /// The value that the name in a cell stands for; null, with an error recorded, if the name is unknown.
    <T> @Nullable T choice(String heading, Map<String, T> words, @Nullable T usual) {
        String word = word(heading);
        if (word.isEmpty()) {
            return usual;
        }
        T found = words.get(word);
        if (found == null) {
            right = false;
            run.wrong(row, heading, "not-in-list", Map.of("words", String.join("、", words.keySet())));
        }
        return found;
    }

    void required(String heading, @Nullable Object value) {
        if (value == null || value.toString().isEmpty()) {
            // If the cell is not empty, its error is recorded already.
            if (row.cell(heading) == null) {
                wrong(heading, "required");
            }
            right = false;
        }
    }

    void wrong(String heading, String code) {
        right = false;
        run.wrong(row, heading, code, Map.of());
    }

    private Optional<IncomingWorkbook.Content> content(String heading) {
        IncomingWorkbook.Content cell = row.cell(heading);
        if (cell == null) {
            return Optional.empty();
        }
        String fault = cell.fault();
        if (fault != null) {
            wrong(heading, fault);
            return Optional.empty();
        }
        if (cell.text().length() > LONGEST) {
            right = false;
            run.wrong(row, heading, "too-long", Map.of("max", LONGEST));
            return Optional.empty();
        }
        return Optional.of(cell);
    }
}
