package org.shuguan.dataplane.source;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a file is read. Whatever is null, and the parts where there are none, is left to the guess; a guess comes back
/// as a reading in which nothing is left.
///
/// @param encoding `UTF-8`, `GB18030`, …; null also for workbooks
/// @param delimiter one sign between cells, [#SINGLE_COLUMN] where there is only one; null also for workbooks
/// @param quote the sign that holds a cell together, an empty text for none
/// @param escape what makes a quote within quotes a sign of the text
/// @param fillShort whether a line with too few cells is a row whose last cells are empty
public record Reading(
        @Nullable String encoding,
        @Nullable String delimiter,
        @Nullable String quote,
        @Nullable String escape,
        @Nullable Boolean fillShort,
        List<Part> parts) {
    /// Everything is guessed.
    public static final Reading GUESS = new Reading(null, null, null, null, null, List.of());

    public static final String SINGLE_COLUMN = "\u001F";
    public static final int MOST_PARTS = 100;
    public static final int MOST_HEADER_ROWS = 5;

    /// A table in the file.
    ///
    /// @param sheet of a workbook; null in a text file
    /// @param from the line where the table begins, its header if it has one; from 1
    /// @param to its last line, null for the last of the file
    /// @param headerRows how many lines name the columns, 0 for none
    public record Part(
            @Nullable String sheet, long from, @Nullable Long to, int headerRows) {
        boolean has(long line) {
            return line >= from && (to == null || line <= to);
        }
    }

    public Reading {
        parts = parts == null ? List.of() : List.copyOf(parts);
    }

    /// What can be chosen for [#encoding].
    public static List<String> encodings() {
        return Encoding.words();
    }

    public boolean isGuess() {
        return equals(GUESS);
    }

    /// What is wrong with it, null where nothing is: the name of the component.
    public @Nullable String mistake() {
        if (encoding != null && Encoding.named(encoding).isEmpty()) {
            return "encoding";
        }
        if (delimiter != null && (delimiter.length() != 1 || "\r\n".contains(delimiter))) {
            return "delimiter";
        }
        if (quote != null && (quote.length() > 1 || quote.equals(delimiter) || "\r\n".indexOf(quote + ".") >= 0)) {
            return "quote";
        }
        if (escape != null && escape.length() > 1) {
            return "escape";
        }
        boolean right = parts.size() <= MOST_PARTS
                && parts.stream()
                        .allMatch(part -> part.from >= 1
                                && (part.to == null || part.to >= part.from)
                                && part.headerRows >= 0
                                && part.headerRows <= MOST_HEADER_ROWS);
        return right ? null : "parts";
    }
}
