package org.shuguan.dataplane.source;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What the cells of a table's columns look like, from its first rows: tells a row that ends with a needless
/// delimiter from one whose values moved by a column.
final class RowShape {
    private static final Pattern NUMBER = Pattern.compile("[-+]?[\\d,]*\\.?\\d+(?:[eE][-+]?\\d+)?[%％]?");
    private static final int LONGEST = 60;
    private static final int FEWEST = 2;
    private static final String BLANK = "";

    /// for each column the mark of nearly all its cells, null if they differ
    private final List<@Nullable String> marks = new ArrayList<>();

    /// @param rows rows of the table
    RowShape(List<ParsedLine> rows, int width) {
        for (int i = 0; i < width; i++) {
            marks.add(mark(rows, i));
        }
    }

    private static @Nullable String mark(List<ParsedLine> rows, int column) {
        Map<String, Integer> counts = new HashMap<>();
        int filled = 0;
        for (ParsedLine row : rows) {
            String cell = row.cell(column);
            if (!ParsedLine.isBlank(cell)) {
                filled++;
                counts.merge(mark(Objects.requireNonNull(cell)), 1, Integer::sum);
            }
        }
        if (filled * 10 <= rows.size()) {
            // Nearly empty; a value in it may be one that moved.
            return rows.size() < FEWEST ? null : BLANK;
        }
        int enough = Math.max(FEWEST, (filled * 9 + 9) / 10);
        return counts.entrySet().stream()
                .filter(count -> count.getValue() >= enough)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(null);
    }

    /// A number, or the sequence of letters, digits and signs: `AB-1234` is `AA-9999`.
    static String mark(String cell) {
        String plain = cell.strip();
        if (plain.isEmpty() || plain.length() > LONGEST) {
            return "…";
        }
        if (NUMBER.matcher(plain).matches()) {
            return "9";
        }
        if (plain.startsWith("http://") || plain.startsWith("https://")) {
            return "http";
        }
        StringBuilder mark = new StringBuilder();
        for (int i = 0; i < plain.length(); i++) {
            char character = plain.charAt(i);
            mark.append(Character.isDigit(character) ? '9' : Character.isLetter(character) ? 'A' : character);
        }
        return mark.toString();
    }

    /// Whether the cells stand surely in their own columns: all that have a mark fit, and the last one has one.
    ///
    /// @param last index of the last column
    boolean surelyFits(ParsedLine row, int last) {
        for (int i = 0; i < marks.size(); i++) {
            String mark = marks.get(i);
            String cell = row.cell(i);
            boolean blank = ParsedLine.isBlank(cell);
            if (mark == null ? i == last : !blank && !mark.equals(mark(Objects.requireNonNull(cell)))) {
                return false;
            }
            // Where a value always stands, none is as strange as a wrong one.
            if (mark != null && !mark.equals(BLANK) && blank) {
                return false;
            }
        }
        return !marks.isEmpty();
    }
}
