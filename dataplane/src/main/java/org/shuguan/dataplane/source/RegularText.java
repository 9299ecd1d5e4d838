package org.shuguan.dataplane.source;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/// Looks through the bytes of a delimited text for anything that the engine's parser reads otherwise than ours, or
/// without telling: it takes a cell too many for the end of a row, ends at a quote that does not close, and keeps a
/// header that comes again. Most bytes are passed over by eight, so that it costs little beside reading the rows.
final class RegularText {
    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH = 0x8080808080808080L;
    private static final long LOW = ~HIGH;
    private static final int BUFFER = 1 << 20;
    /// so many bytes can be looked ahead
    private static final int AHEAD = 1 << 12;

    private enum LineEnd {
        UNKNOWN,
        LF,
        CRLF
    }

    private final byte[] buffer = new byte[BUFFER];
    private final InputStream in;
    private final byte delimiter;
    private final int quote;
    private final int width;
    private int at;
    private int filled;
    private boolean ended;
    private boolean cellPassed;
    private LineEnd usual = LineEnd.UNKNOWN;
    private byte[] header = {};

    private RegularText(InputStream in, CsvDialect dialect, int width) {
        this.in = in;
        this.delimiter = (byte) dialect.delimiter();
        this.quote = dialect.quote() == CsvDialect.NONE ? -1 : dialect.quote();
        this.width = width;
    }

    /// Whether all lines are rows of the table for the engine's parser and for ours.
    static boolean is(Path file, CsvDialect dialect, TableRegion table) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return new RegularText(in, dialect, table.width())
                    .isRegular(table.part().headerRows() > 0);
        }
    }

    private boolean isRegular(boolean named) throws IOException {
        fill();
        if (isMark()) {
            at = 3;
        }
        if (named) {
            int end = at;
            while (end < Math.min(filled, AHEAD) && buffer[end] != '\n') {
                end++;
            }
            header = Arrays.copyOfRange(buffer, at, end);
        }
        for (boolean first = true; at < filled; first = false) {
            if (!first && (isMark() || isHeader())) {
                return false;
            }
            if (!line()) {
                return false;
            }
        }
        return true;
    }

    private boolean isMark() {
        return filled - at >= 3
                && buffer[at] == (byte) 0xEF
                && buffer[at + 1] == (byte) 0xBB
                && buffer[at + 2] == (byte) 0xBF;
    }

    private boolean isHeader() {
        return header.length > 0
                && buffer[at] == header[0]
                && filled - at >= header.length
                && Arrays.equals(buffer, at, at + header.length, header, 0, header.length);
    }

    /// Passes over one line and its end.
    private boolean line() throws IOException {
        int delimiters = 0;
        boolean begin = true;
        boolean filledCell = false;
        while (true) {
            if (!begin) {
                cellPassed = false;
                delimiters += passBare();
                filledCell |= cellPassed;
            }
            if (filled - at < AHEAD && !ended) {
                fill();
            }
            if (at >= filled) {
                return delimiters + 1 == width && (filledCell || width == 1);
            }
            byte one = buffer[at];
            if (one == delimiter) {
                delimiters++;
                at++;
            } else if (one == quote) {
                if (!begin && buffer[at - 1] != delimiter || !quoted()) {
                    return false;
                }
                filledCell = true;
            } else if (one == '\n' || one == '\r') {
                boolean blank = begin;
                return end(one) && (blank || (delimiters + 1 == width && (filledCell || width == 1)));
            } else if (one == 0) {
                return false;
            } else {
                at++;
                filledCell = true;
            }
            begin = false;
        }
    }

    private boolean end(byte one) {
        boolean two = one == '\r';
        if (two && (at + 1 >= filled || buffer[at + 1] != '\n')) {
            return false;
        }
        LineEnd now = two ? LineEnd.CRLF : LineEnd.LF;
        boolean same = usual == LineEnd.UNKNOWN || usual == now;
        usual = now;
        at += two ? 2 : 1;
        return same;
    }

    /// Passes over words of eight bytes that hold nothing but cells and delimiters.
    ///
    /// @return the number of delimiters
    private int passBare() {
        long delimiters = (delimiter & 0xFF) * ONES;
        long quotes = (quote < 0 ? 0 : quote) * ONES;
        int count = 0;
        int end = filled - 8;
        while (at <= end) {
            long word = (long) WORD.get(buffer, at);
            long control = (word - 0x0E * ONES) & ~word & HIGH;
            long quoting = word ^ quotes;
            long found = control | ((quoting - ONES) & ~quoting & HIGH);
            if (found != 0) {
                break;
            }
            long same = word ^ delimiters;
            cellPassed |= same != 0;
            count += Long.bitCount(~(((same & LOW) + LOW) | same) & HIGH);
            at += 8;
        }
        return count;
    }

    /// Passes over a cell in quotes.
    private boolean quoted() throws IOException {
        at++;
        while (true) {
            passQuoted();
            if (filled - at < AHEAD && !ended) {
                fill();
            }
            if (at >= filled || buffer[at] == 0) {
                return false;
            }
            if (buffer[at] != quote) {
                at++;
            } else if (at + 1 < filled && buffer[at + 1] == quote) {
                at += 2;
            } else {
                at++;
                return at >= filled || buffer[at] == delimiter || buffer[at] == '\n' || buffer[at] == '\r';
            }
        }
    }

    private void passQuoted() {
        long quotes = quote * ONES;
        int end = filled - 8;
        while (at <= end) {
            long word = (long) WORD.get(buffer, at);
            long quoting = word ^ quotes;
            if ((((quoting - ONES) & ~quoting & HIGH) | ((word - ONES) & ~word & HIGH)) != 0) {
                return;
            }
            at += 8;
        }
    }

    /// Reads on; the byte before the present one stays.
    private void fill() throws IOException {
        int kept = Math.max(0, at - 1);
        System.arraycopy(buffer, kept, buffer, 0, filled - kept);
        filled -= kept;
        at -= kept;
        int read = in.readNBytes(buffer, filled, BUFFER - filled);
        filled += read;
        ended = filled < BUFFER;
    }
}
