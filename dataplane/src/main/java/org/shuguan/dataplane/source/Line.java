package org.shuguan.dataplane.source;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A line of a file on its way to be a row, or not.
///
/// @param number from 1, as an editor or a spreadsheet counts: a row with line breaks inside has the number of its
/// first
/// @param cells null where there is nothing
/// @param fault why it cannot be a row whatever the table; the cells are empty then
/// @param text as it stands in the file, bounded; only of a line with a fault
record Line(long number, List<@Nullable String> cells, Rejects.@Nullable Reason fault, String text) {
    static final int LONGEST_TEXT = 300;

    Line(long number, List<@Nullable String> cells) {
        this(number, cells, null, "");
    }

    static Line broken(long number, Rejects.Reason fault, String text) {
        return new Line(number, List.of(), fault, cut(text));
    }

    static String cut(String text) {
        String shown = text.replace(Encoding.NO_SIGN, '\uFFFD');
        return shown.length() <= LONGEST_TEXT ? shown : shown.substring(0, LONGEST_TEXT) + "…";
    }

    /// How many cells hold something.
    int filled() {
        int filled = 0;
        for (String cell : cells) {
            if (!isBlank(cell)) {
                filled++;
            }
        }
        return filled;
    }

    /// The index of the first cell that holds something, the width where none does.
    int first() {
        for (int i = 0; i < cells.size(); i++) {
            if (!isBlank(cells.get(i))) {
                return i;
            }
        }
        return cells.size();
    }

    /// One behind the last cell that holds something.
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
            char sign = cell.charAt(i);
            if (!Character.isWhitespace(sign) && sign != '\u00A0' && sign != '\u3000') {
                return false;
            }
        }
        return true;
    }
}
