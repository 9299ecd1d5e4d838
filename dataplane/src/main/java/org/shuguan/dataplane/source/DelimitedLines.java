package org.shuguan.dataplane.source;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Parses a delimited text into lines of cells (RFC 4180 and its variants). A malformed line is passed on with its
/// fault, and parsing continues after it; existing libraries throw there or skip the line silently.
final class DelimitedLines {
    private final PhysicalLines physical;
    private final CsvDialect dialect;
    private final StringBuilder quoted = new StringBuilder();
    private List<@Nullable String> cells = new ArrayList<>();
    private int width = 8;

    DelimitedLines(Reader in, CsvDialect dialect) {
        this.physical = new PhysicalLines(in);
        this.dialect = dialect;
    }

    void readWhile(Predicate<ParsedLine> taker) throws IOException {
        for (ParsedLine line = next(); line != null; line = next()) {
            if (!taker.test(line)) {
                return;
            }
        }
    }

    private enum Cut {
        WHOLE,
        /// a quote is still open at the end
        OPEN,
        /// there is text after a closing quote
        BROKEN
    }

    @Nullable
    ParsedLine next() throws IOException {
        PhysicalLines.PhysicalLine first = physical.next();
        if (first == null) {
            return null;
        }
        long number = physical.number();
        if (first.tooLong()) {
            return ParsedLine.broken(number, Rejects.Reason.TOO_LONG, first.text());
        }
        cells = new ArrayList<>(width);
        Cut cut = cut(first.text(), 0);
        boolean clean = first.text().indexOf(Encoding.INVALID) < 0;
        if (cut != Cut.WHOLE) {
            List<PhysicalLines.PhysicalLine> further = new ArrayList<>();
            PhysicalLines.PhysicalLine last = first;
            long length = first.text().length();
            while (cut == Cut.OPEN && length < PhysicalLines.LONGEST) {
                quoted.append(last.end());
                last = physical.next();
                if (last == null) {
                    break;
                }
                further.add(last);
                length += last.text().length();
                clean &= last.text().indexOf(Encoding.INVALID) < 0;
                cut = last.tooLong() ? Cut.BROKEN : goOn(last.text());
            }
            if (cut != Cut.WHOLE) {
                // The quote is not a quote or never ends: only this line is rejected, the following lines are
                // parsed again.
                physical.pushBack(further);
                return ParsedLine.broken(number, Rejects.Reason.QUOTE, first.text());
            }
        }
        width = cells.size();
        return clean ? new ParsedLine(number, cells) : ParsedLine.broken(number, Rejects.Reason.ENCODING, first.text());
    }

    private Cut cut(String text, int start) {
        char delimiter = dialect.delimiter();
        char quote = dialect.quote();
        int from = start;
        while (true) {
            if (quote != CsvDialect.NONE && from < text.length() && text.charAt(from) == quote) {
                quoted.setLength(0);
                int end = closing(text, from + 1);
                if (end < 0) {
                    return Cut.OPEN;
                }
                if (end + 1 == text.length()) {
                    close();
                    return Cut.WHOLE;
                }
                if (text.charAt(end + 1) != delimiter) {
                    return Cut.BROKEN;
                }
                close();
                from = end + 2;
            } else {
                int end = text.indexOf(delimiter, from);
                int to = end < 0 ? text.length() : end;
                cells.add(from == to ? null : text.substring(from, to));
                if (end < 0) {
                    return Cut.WHOLE;
                }
                from = end + 1;
            }
        }
    }

    /// Continues a quoted cell in the next line.
    private Cut goOn(String text) {
        int end = closing(text, 0);
        if (end < 0) {
            return Cut.OPEN;
        }
        if (end + 1 == text.length()) {
            close();
            return Cut.WHOLE;
        }
        if (text.charAt(end + 1) != dialect.delimiter()) {
            return Cut.BROKEN;
        }
        close();
        return cut(text, end + 2);
    }

    private void close() {
        cells.add(quoted.isEmpty() ? null : quoted.toString());
    }

    /// Index of the closing quote, -1 if there is none; the text before it is appended to [#quoted].
    private int closing(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character == dialect.escape() && i + 1 < text.length() && escapes(text.charAt(i + 1))) {
                quoted.append(text.charAt(++i));
            } else if (character == dialect.quote()) {
                return i;
            } else {
                quoted.append(character);
            }
        }
        return -1;
    }

    private boolean escapes(char next) {
        return next == dialect.quote() || (next == dialect.escape() && dialect.escape() != dialect.quote());
    }
}
