package org.shuguan.dataplane.source;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a file is read. Null components and an empty list of parts are guessed; the result of guessing is a reading
/// without open components.
///
/// @param encoding `UTF-8`, `GB18030`, …; null for workbooks
/// @param delimiter one character between cells, [#SINGLE_COLUMN] if there is only one column; null for workbooks
/// @param quote the quote character around cells, an empty text for none
/// @param escape the character before a quote inside a quoted cell
/// @param fillShort whether a line with too few cells is a row whose last cells are empty
/// @param parts the tables in the file
public record Reading(
        @Nullable String encoding,
        @Nullable String delimiter,
        @Nullable String quote,
        @Nullable String escape,
        @Nullable Boolean fillShort,
        List<Part> parts) {
    /// A reading in which everything is guessed.
    public static final Reading GUESS = new Reading(null, null, null, null, null, List.of());

    /// Value of [#delimiter] for files with one column.
    public static final String SINGLE_COLUMN = "\u001F";
    public static final int MOST_PARTS = 100;
    public static final int MOST_HEADER_ROWS = 5;

    /// The position of a table in the file.
    ///
    /// @param sheet sheet of a workbook; null in a text file
    /// @param from first line of the table including its header, from 1
    /// @param to last line of the table, null for the end of the file
    /// @param headerRows number of header lines, 0 for none
    public record Part(
            @Nullable String sheet, long from, @Nullable Long to, int headerRows) {
        boolean has(long line) {
            return line >= from && (to == null || line <= to);
        }
    }

    public Reading {
        parts = parts == null ? List.of() : List.copyOf(parts);
    }

    /// A copy with another encoding.
    public Reading withEncoding(String encoding) {
        return new Reading(encoding, delimiter, quote, escape, fillShort, parts);
    }

    /// A copy with another delimiter.
    public Reading withDelimiter(String delimiter) {
        return new Reading(encoding, delimiter, quote, escape, fillShort, parts);
    }

    /// A copy with other tables.
    public Reading withParts(List<Part> parts) {
        return new Reading(encoding, delimiter, quote, escape, fillShort, parts);
    }

    /// The allowed values of [#encoding].
    public static List<String> encodings() {
        return Encoding.words();
    }

    /// Whether everything is to be guessed.
    public boolean isGuess() {
        return equals(GUESS);
    }

    /// The name of the first invalid component, null if all are valid.
    public @Nullable String invalidComponent() {
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
