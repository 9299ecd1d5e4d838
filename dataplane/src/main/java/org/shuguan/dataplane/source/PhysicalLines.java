package org.shuguan.dataplane.source;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The lines of a text as an editor counts them, in bounded memory: the rest of an overlong line is skipped.
final class PhysicalLines {
    /// maximum length of a line in characters; longer ones are not lines of a table
    static final int LONGEST = 1 << 22;

    private static final int BUFFER = 1 << 16;

    /// A line of the text.
    ///
    /// @param end the line break after it, empty for the last line
    record PhysicalLine(String text, String end, boolean tooLong) {}

    private final Reader in;
    private final char[] buffer = new char[BUFFER];
    private final Deque<PhysicalLine> pushedBack = new ArrayDeque<>();
    private int at;
    private int filled;
    private long number;
    private String usualEnd = "";
    private boolean irregular;
    private boolean zeros;

    PhysicalLines(Reader in) {
        this.in = in;
    }

    /// Number of the line returned last, from 1.
    long number() {
        return number;
    }

    /// Whether something was found that only this reader reads right: line ends of two kinds, a lone carriage
    /// return, zero characters, a byte order mark in the middle.
    boolean isIrregular() {
        return irregular;
    }

    /// Whether there were zero characters.
    boolean hasZeros() {
        return zeros;
    }

    /// Puts lines back, to be returned again.
    void pushBack(List<PhysicalLine> lines) {
        for (int i = lines.size() - 1; i >= 0; i--) {
            pushedBack.addFirst(lines.get(i));
        }
        number -= lines.size();
    }

    /// The next line, null after the last.
    @Nullable
    PhysicalLine next() throws IOException {
        if (!pushedBack.isEmpty()) {
            number++;
            return pushedBack.removeFirst();
        }
        PhysicalLine next = read();
        if (next == null) {
            return null;
        }
        number++;
        if (!next.end().equals(usualEnd) && !next.end().isEmpty()) {
            irregular |= !usualEnd.isEmpty() || next.end().equals("\r");
            usualEnd = next.end();
        }
        return cleaned(next);
    }

    /// Without zero characters, with which programs fill fields of a fixed length, and without the byte order mark
    /// that stands in the middle where files were put together.
    private PhysicalLine cleaned(PhysicalLine line) {
        String text = line.text();
        if (text.indexOf('\0') >= 0) {
            text = text.replace("\0", "");
            zeros = true;
        }
        int marks = 0;
        while (marks < text.length() && text.charAt(marks) == Encoding.MARK) {
            marks++;
        }
        text = text.substring(marks);
        if (text.length() == line.text().length()) {
            return line;
        }
        irregular = true;
        return new PhysicalLine(text, line.end(), line.tooLong());
    }

    private @Nullable PhysicalLine read() throws IOException {
        StringBuilder line = null;
        boolean tooLong = false;
        while (true) {
            if (at == filled && !fill()) {
                return line == null ? null : new PhysicalLine(line.toString(), "", tooLong);
            }
            int end = at;
            while (end < filled && buffer[end] != '\n' && buffer[end] != '\r') {
                end++;
            }
            if (end < filled && line == null) {
                String whole = new String(buffer, at, end - at);
                at = end;
                return new PhysicalLine(whole, end(), false);
            }
            line = line == null ? new StringBuilder() : line;
            tooLong |= line.length() + (end - at) > LONGEST;
            line.append(buffer, at, Math.min(end - at, LONGEST - line.length()));
            at = end;
            if (end < filled) {
                return new PhysicalLine(line.toString(), end(), tooLong);
            }
        }
    }

    private String end() throws IOException {
        if (buffer[at++] == '\n') {
            return "\n";
        }
        if ((at < filled || fill()) && buffer[at] == '\n') {
            at++;
            return "\r\n";
        }
        return "\r";
    }

    private boolean fill() throws IOException {
        at = 0;
        filled = Math.max(0, in.read(buffer, 0, BUFFER));
        return filled > 0;
    }
}
