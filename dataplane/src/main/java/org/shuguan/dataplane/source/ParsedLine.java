package org.shuguan.dataplane.source;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A parsed line of a file, which may become a row.
///
/// @param number line number from 1, as in an editor or a spreadsheet; for a row with line breaks inside, that of
///     its first line
/// @param cells the cells; null for an empty cell
/// @param fault why the line cannot be a row of any table, null if it can; it has no cells then, or for a damaged
///     quote those between its delimiters
/// @param text the beginning of the line in the file; only for lines with a fault
record ParsedLine(long number, List<@Nullable String> cells, Rejects.@Nullable Reason fault, String text) {
    static final int LONGEST_TEXT = 300;

    ParsedLine(long number, List<@Nullable String> cells) {
        this(number, cells, null, "");
    }

    static ParsedLine broken(long number, Rejects.Reason fault, String text) {
        return new ParsedLine(number, List.of(), fault, cut(text));
    }

    /// A line with a damaged quote.
    ///
    /// @param cells the text between its delimiters
    static ParsedLine misquoted(long number, String text, List<@Nullable String> cells) {
        return new ParsedLine(number, cells, Rejects.Reason.QUOTE, cut(text));
    }

    static String cut(String text) {
        String shown = text.replace(Encoding.INVALID, '\uFFFD');
        return shown.length() <= LONGEST_TEXT ? shown : shown.substring(0, LONGEST_TEXT) + "…";
    }

    /// Number of cells that are not blank.
    int filled() {
        int filled = 0;
        for (String cell : cells) {
            if (!isBlank(cell)) {
                filled++;
            }
        }
        return filled;
    }

    /// Index of the first cell that is not blank; the width if all are.
    int first() {
        for (int i = 0; i < cells.size(); i++) {
            if (!isBlank(cells.get(i))) {
                return i;
            }
        }
        return cells.size();
    }

    /// Index after the last cell that is not blank.
    int extent() {
        for (int i = cells.size(); i > 0; i--) {
            if (!isBlank(cells.get(i - 1))) {
                return i;
            }
        }
        return 0;
    }

    @Nullable
    String cell(int i) {
        return i < cells.size() ? cells.get(i) : null;
    }

    static boolean isBlank(@Nullable String cell) {
        if (cell == null) {
            return true;
        }
        for (int i = 0; i < cell.length(); i++) {
            char character = cell.charAt(i);
            if (!Character.isWhitespace(character) && character != '\u00A0' && character != '\u3000') {
                return false;
            }
        }
        return true;
    }
}
