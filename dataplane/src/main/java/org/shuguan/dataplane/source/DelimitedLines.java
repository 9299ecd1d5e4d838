package org.shuguan.dataplane.source;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Parses a delimited text into lines of cells (RFC 4180 and its variants). A malformed line is passed on with its
/// fault, and parsing continues after it; existing libraries throw there or skip the line silently.
///
/// Blanks between a delimiter and a quote do not belong to the cell. A cell that is a formula of one text,
/// `="0123"`, as programs write it to keep Excel from changing it, has that text as its value.
final class DelimitedLines {
    private final PhysicalLines physical;
    private final CsvDialect dialect;
    private final StringBuilder quoted = new StringBuilder();
    /// the places of cells without quotes around them that contain a quote
    private final List<Integer> bare = new ArrayList<>();
    private List<@Nullable String> cells = new ArrayList<>();
    private int width = 8;
    private @Nullable String firstCell;
    private boolean irregular;
    private boolean guarded;

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

    /// Whether the lines so far contain something that the engine reads in another way.
    boolean isIrregular() {
        return irregular || physical.isIrregular();
    }

    /// Whether there was a formula of one text.
    boolean isGuarded() {
        return guarded;
    }

    /// Whether there were zero characters, which are left out.
    boolean hasZeros() {
        return physical.hasZeros();
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
            return faulty(ParsedLine.broken(number, Rejects.Reason.TOO_LONG, first.text()));
        }
        cells = new ArrayList<>(width);
        bare.clear();
        Cut cut = cut(first.text(), 0);
        boolean clean = first.text().indexOf(Encoding.INVALID) < 0;
        if (cut == Cut.WHOLE && isAmbiguous()) {
            cut = Cut.BROKEN;
        }
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
            if (cut != Cut.WHOLE || areRows(first, further)) {
                // The quote is not a quote or never ends: only this line is rejected, the following lines are
                // parsed again.
                physical.pushBack(further);
                List<@Nullable String> apart = dialect.quote() == '\'' ? withApostrophes(first.text()) : List.of();
                if (apart.size() == width && clean) {
                    irregular = true;
                    return new ParsedLine(number, apart);
                }
                return faulty(ParsedLine.misquoted(number, first.text(), loose(first.text())));
            }
        }
        width = cells.size();
        firstCell = cells.getFirst();
        return clean
                ? new ParsedLine(number, cells)
                : faulty(ParsedLine.broken(number, Rejects.Reason.ENCODING, first.text()));
    }

    /// Whether the lines that a quote encloses are rows themselves, each with the delimiters of one and a first cell
    /// as the row before has it: the quote then opens nothing.
    private boolean areRows(PhysicalLines.PhysicalLine first, List<PhysicalLines.PhysicalLine> further) {
        if (width < 3 || !hasWidth(first.text())) {
            return false;
        }
        String usual = firstCell == null ? "" : RowShape.mark(firstCell);
        return further.stream()
                .allMatch(line -> hasWidth(line.text())
                        && usual.equals(RowShape.mark(
                                line.text().substring(0, line.text().indexOf(dialect.delimiter())))));
    }

    private boolean hasWidth(String text) {
        int delimiters = 0;
        for (int at = text.indexOf(dialect.delimiter()); at >= 0; at = text.indexOf(dialect.delimiter(), at + 1)) {
            delimiters++;
        }
        return delimiters == width - 1;
    }

    private ParsedLine faulty(ParsedLine line) {
        irregular = true;
        return line;
    }

    private Cut cut(String text, int start) {
        char delimiter = dialect.delimiter();
        char quote = dialect.quote();
        int from = start;
        while (true) {
            int begin = quote == CsvDialect.NONE ? -1 : quoteAt(text, from);
            if (begin >= 0) {
                quoted.setLength(0);
                int end = closing(text, begin + 1);
                if (end < 0) {
                    return Cut.OPEN;
                }
                int after = afterBlanks(text, end + 1);
                if (after == text.length()) {
                    close();
                    return Cut.WHOLE;
                }
                if (text.charAt(after) != delimiter) {
                    return Cut.BROKEN;
                }
                close();
                from = after + 1;
            } else {
                int end = text.indexOf(delimiter, from);
                int to = end < 0 ? text.length() : end;
                add(from == to ? null : text.substring(from, to));
                if (end < 0) {
                    return Cut.WHOLE;
                }
                from = end + 1;
            }
        }
    }

    /// Index of the quote that opens the cell beginning at `from`, -1 if none does.
    private int quoteAt(String text, int from) {
        if (from < text.length() && text.charAt(from) == dialect.quote()) {
            return from;
        }
        if (text.startsWith("=\"", from) && dialect.quote() == '"') {
            int end = text.indexOf('"', from + 2);
            boolean formula = end > 0 && (end + 1 == text.length() || text.charAt(end + 1) == dialect.delimiter());
            irregular |= formula;
            guarded |= formula;
            return formula ? from + 1 : -1;
        }
        int begin = afterBlanks(text, from);
        if (begin == from || begin == text.length() || text.charAt(begin) != dialect.quote()) {
            return -1;
        }
        // Text that only begins with a quoted word stays as it is.
        quoted.setLength(0);
        int end = closing(text, begin + 1);
        int after = end < 0 ? text.length() : afterBlanks(text, end + 1);
        boolean encloses = after == text.length() || text.charAt(after) == dialect.delimiter();
        irregular |= encloses;
        return encloses ? begin : -1;
    }

    private int afterBlanks(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) == ' ' && dialect.delimiter() != ' ') {
            at++;
        }
        return at;
    }

    private void add(@Nullable String cell) {
        String value = cell;
        if (value != null && dialect.quote() != CsvDialect.NONE && value.indexOf(dialect.quote()) >= 0) {
            bare.add(cells.size());
            irregular = true;
        }
        if (value != null && dialect.blankAfter() && !cells.isEmpty()) {
            value = value.substring(afterBlanks(value, 0));
        }
        cells.add(value == null || value.isEmpty() ? null : value);
    }

    /// Continues a quoted cell in the next line.
    private Cut goOn(String text) {
        int end = closing(text, 0);
        if (end < 0) {
            return Cut.OPEN;
        }
        int after = afterBlanks(text, end + 1);
        if (after == text.length()) {
            close();
            return Cut.WHOLE;
        }
        if (text.charAt(after) != dialect.delimiter()) {
            return Cut.BROKEN;
        }
        close();
        return cut(text, after + 1);
    }

    private void close() {
        String value = quoted.toString();
        if (value.length() > 3 && value.startsWith("=\"") && value.indexOf('"', 2) == value.length() - 1) {
            value = value.substring(2, value.length() - 1);
            guarded = true;
            irregular = true;
        }
        cells.add(value.isEmpty() ? null : value);
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

    /// Whether a quote opens in the middle of a cell and closes at the end of a later one, as after a lost
    /// delimiter (`5"a, b"`): whether the delimiters between them separate cells cannot be known.
    private boolean isAmbiguous() {
        for (int i = 0; i < bare.size(); i++) {
            if (isOdd(bare.get(i)) && !endsWithQuote(bare.get(i))) {
                for (int j = i + 1; j < bare.size(); j++) {
                    if (isOdd(bare.get(j)) && endsWithQuote(bare.get(j))) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private boolean isOdd(int cell) {
        String value = String.valueOf(cells.get(cell));
        return value.chars().filter(character -> character == dialect.quote()).count() % 2 == 1;
    }

    private boolean endsWithQuote(int cell) {
        String value = String.valueOf(cells.get(cell)).stripTrailing();
        return !value.isEmpty() && value.charAt(value.length() - 1) == dialect.quote();
    }

    /// The cells of a line between apostrophes in which words have apostrophes too: only one before a delimiter ends a
    /// cell.
    private List<@Nullable String> withApostrophes(String text) {
        List<@Nullable String> pieces = new ArrayList<>();
        String close = "'" + dialect.delimiter();
        int from = 0;
        while (true) {
            boolean encloses = text.startsWith("'", from);
            int end = encloses ? text.indexOf(close, from + 1) : text.indexOf(dialect.delimiter(), from);
            int to = end < 0 ? text.length() : end;
            if (encloses && end < 0 && (to < from + 2 || !text.endsWith("'"))) {
                return List.of();
            }
            String piece = encloses ? text.substring(from + 1, end < 0 ? to - 1 : to) : text.substring(from, to);
            pieces.add(piece.isEmpty() ? null : piece);
            if (end < 0) {
                return pieces;
            }
            from = end + (encloses ? 2 : 1);
        }
    }

    /// The cells of a line with a damaged quote if quotes had no meaning: enough for a header.
    private List<@Nullable String> loose(String text) {
        List<@Nullable String> pieces = new ArrayList<>();
        String quotes = String.valueOf(dialect.quote());
        int from = 0;
        while (true) {
            int end = text.indexOf(dialect.delimiter(), from);
            String piece = text.substring(from, end < 0 ? text.length() : end)
                    .replace(quotes, "")
                    .strip();
            pieces.add(piece.isEmpty() ? null : piece);
            if (end < 0) {
                return pieces;
            }
            from = end + 1;
        }
    }
}
