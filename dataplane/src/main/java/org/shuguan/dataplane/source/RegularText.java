package org.shuguan.dataplane.source;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

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
    private final byte[] header;
    private long left;

    private RegularText(InputStream in, long length, CsvDialect dialect, int width, byte[] header) {
        this.in = in;
        this.left = length;
        this.header = header;
        this.delimiter = (byte) dialect.delimiter();
        this.quote = dialect.quote() == CsvDialect.NONE ? -1 : dialect.quote();
        this.width = width;
    }

    /// Whether all lines are rows of the table for the engine's parser and for ours.
    static boolean is(Path file, CsvDialect dialect, TableRegion table) throws IOException {
        byte[] header = table.part().headerRows() > 0 ? firstLine(file) : new byte[0];
        int parts = Runtime.getRuntime().availableProcessors();
        long[] bounds = bounds(file, parts);
        Set<LineEnd> ends = ConcurrentHashMap.newKeySet();
        try {
            boolean regular = IntStream.range(0, parts).parallel().allMatch(i -> {
                try (InputStream in = Files.newInputStream(file)) {
                    in.skipNBytes(bounds[i]);
                    RegularText text = new RegularText(in, bounds[i + 1] - bounds[i], dialect, table.width(), header);
                    boolean right = text.isRegular(i == 0);
                    ends.add(text.usual);
                    return right;
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            ends.remove(LineEnd.UNKNOWN);
            if (regular) {
                return ends.size() < 2;
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        // A part may begin within quotes: only one look from the beginning knows.
        try (InputStream in = Files.newInputStream(file)) {
            return new RegularText(in, Long.MAX_VALUE, dialect, table.width(), header).isRegular(true);
        }
    }

    /// Positions that divide the file at line ends.
    private static long[] bounds(Path file, int parts) throws IOException {
        long size = Files.size(file);
        long[] bounds = new long[parts + 1];
        bounds[parts] = size;
        for (int i = 1; i < parts; i++) {
            bounds[i] = Math.max(bounds[i - 1], size / parts * i);
            try (InputStream in = Files.newInputStream(file)) {
                in.skipNBytes(bounds[i]);
                byte[] found = in.readNBytes(BUFFER);
                int at = 0;
                while (at < found.length && found[at] != '\n') {
                    at++;
                }
                bounds[i] += Math.min(at + 1, found.length);
            }
        }
        return bounds;
    }

    private static byte[] firstLine(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] head = in.readNBytes(AHEAD);
            int from = isMark(head, 0, head.length) ? 3 : 0;
            int end = from;
            while (end < head.length && head[end] != '\n') {
                end++;
            }
            return Arrays.copyOfRange(head, from, end);
        }
    }

    /// @param begins whether the file begins here
    private boolean isRegular(boolean begins) throws IOException {
        fill();
        if (begins && isMark(buffer, at, filled)) {
            at = 3;
        }
        for (boolean first = begins; at < filled; first = false) {
            if (!first && (isMark(buffer, at, filled) || isHeader())) {
                return false;
            }
            if (!line()) {
                return false;
            }
        }
        return true;
    }

    private static boolean isMark(byte[] bytes, int at, int end) {
        return end - at >= 3
                && bytes[at] == (byte) 0xEF
                && bytes[at + 1] == (byte) 0xBB
                && bytes[at + 2] == (byte) 0xBF;
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
                if ((!begin && buffer[at - 1] != delimiter) || !quoted()) {
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
        byte[] bytes = buffer;
        int from = at;
        int count = 0;
        boolean cell = false;
        int end = filled - 8;
        while (from <= end) {
            long word = (long) WORD.get(bytes, from);
            long control = (word - 0x0E * ONES) & ~word & HIGH;
            long quoting = word ^ quotes;
            long found = control | ((quoting - ONES) & ~quoting & HIGH);
            if (found != 0) {
                break;
            }
            long same = word ^ delimiters;
            cell |= same != 0;
            count += Long.bitCount(~(((same & LOW) + LOW) | same) & HIGH);
            from += 8;
        }
        at = from;
        cellPassed = cell;
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
        byte[] bytes = buffer;
        long quotes = quote * ONES;
        int from = at;
        int end = filled - 8;
        while (from <= end) {
            long word = (long) WORD.get(bytes, from);
            long quoting = word ^ quotes;
            if ((((quoting - ONES) & ~quoting & HIGH) | ((word - ONES) & ~word & HIGH)) != 0) {
                break;
            }
            from += 8;
        }
        at = from;
    }

    /// Reads on; the byte before the present one stays.
    private void fill() throws IOException {
        int kept = Math.max(0, at - 1);
        System.arraycopy(buffer, kept, buffer, 0, filled - kept);
        filled -= kept;
        at -= kept;
        int wanted = (int) Math.min(BUFFER - filled, left);
        int read = in.readNBytes(buffer, filled, wanted);
        filled += read;
        left -= read;
        ended = read < wanted || left == 0;
    }
}
