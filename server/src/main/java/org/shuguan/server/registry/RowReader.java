package org.shuguan.server.registry;

import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.platform.IncomingWorkbook;
import org.shuguan.server.platform.PlainText;

/// Takes the cells of one row, and remembers whether one of them was wrong.
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

    /// A text as it stands; empty where there is none.
    String text(String heading) {
        return content(heading).map(cell -> PlainText.line(cell.text())).orElse("");
    }

    /// A code or a word of a list.
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

    /// A day, given as a text or as the number by which spreadsheets keep days; null where there is none.
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

    /// What the word stands for; null, and told, where it stands for nothing.
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
            // What was there and wrong is told already.
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
