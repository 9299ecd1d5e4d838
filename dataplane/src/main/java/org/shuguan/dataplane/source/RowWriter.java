package org.shuguan.dataplane.source;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Writes the rows of a table as CSV for the engine: null is an empty cell, an empty text is `""`. A table of very
/// many columns becomes several files of at most [Relation#MOST_COLUMNS] columns each, because the engine needs
/// memory for each column that it measures at the same time. Of a large value only the beginning is written
/// ([LargeValues]), which limits the length of a line.
final class RowWriter implements AutoCloseable {
    private static final int BUFFER = 1 << 16;
    /// Suffix of a value whose beginning alone a database sent: its lengths in characters and in bytes.
    private static final Pattern LENGTHS = Pattern.compile("\u0001length (\\d{1,18}) (\\d{1,18})\\z");
    private static final int LONGEST_SUFFIX = 50;
    /// Size in bytes of the largest value that a database shall send.
    static final int LARGEST_SENT = Relation.LARGEST_VALUE;
    private static final HexFormat HEX = HexFormat.of();
    private static final int FINGERPRINT = 8;

    private final List<Part> parts = new ArrayList<>();
    private final Map<Integer, LargeValues> large = new HashMap<>();
    private int column;
    private final AtomicLong rows = new AtomicLong();
    private long bytes;
    private final boolean whole;
    private final int columnsOfPart;
    private long place;
    private long bytesBefore;
    private long longestLine;

    /// Where the bytes of a part go.
    private interface Output extends AutoCloseable {
        void write(byte[] from, int start, int length) throws IOException;

        void restart() throws IOException;

        @Override
        void close() throws IOException;
    }

    private record FileOutput(RandomAccessFile file) implements Output {
        @Override
        public void write(byte[] from, int start, int length) throws IOException {
            file.write(from, start, length);
        }

        @Override
        public void restart() throws IOException {
            file.setLength(0);
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }

    private record SinkOutput(PartSink sink, int part) implements Output {
        @Override
        public void write(byte[] from, int start, int length) throws IOException {
            sink.write(part, from, start, length);
        }

        /// All parts begin again together.
        @Override
        public void restart() throws IOException {
            if (part == 0) {
                sink.restart();
            }
        }

        @Override
        public void close() {
            // The sink is closed by its owner.
        }
    }

    /// An output with its buffer.
    private static final class Part implements AutoCloseable {
        private final Output out;
        private final byte[] buffer = new byte[BUFFER];
        private int filled;

        Part(Output out) throws IOException {
            this.out = out;
            out.restart();
        }

        void put(char character) throws IOException {
            if (filled == BUFFER) {
                flush();
            }
            buffer[filled++] = (byte) character;
        }

        void put(byte[] from, int start, int end) throws IOException {
            if (end - start > BUFFER - filled) {
                flush();
                if (end - start > BUFFER) {
                    out.write(from, start, end - start);
                    return;
                }
            }
            System.arraycopy(from, start, buffer, filled, end - start);
            filled += end - start;
        }

        private void flush() throws IOException {
            out.write(buffer, 0, filled);
            filled = 0;
        }

        void restart() throws IOException {
            filled = 0;
            out.restart();
        }

        @Override
        public void close() throws IOException {
            try (out) {
                flush();
            }
        }
    }

    /// @param files one for each group of columns, see [#groups]
    RowWriter(List<Path> files) throws IOException {
        this(files, false);
    }

    /// @param whole whether all columns with their whole values go to one file, each row after its number
    RowWriter(List<Path> files, boolean whole) throws IOException {
        this.whole = whole;
        this.columnsOfPart = whole ? Integer.MAX_VALUE : Relation.MOST_COLUMNS;
        try {
            for (Path file : files) {
                parts.add(new Part(new FileOutput(new RandomAccessFile(file.toFile(), "rw"))));
            }
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    /// Sends what would be the content of the files to a sink.
    ///
    /// @param groups number of files, see [#groups]
    RowWriter(PartSink sink, int groups, boolean whole) throws IOException {
        this.whole = whole;
        this.columnsOfPart = whole ? Integer.MAX_VALUE : Relation.MOST_COLUMNS;
        for (int i = 0; i < groups; i++) {
            parts.add(new Part(new SinkOutput(sink, i)));
        }
    }

    /// Takes the content of the files as another process has written it to its sink.
    PartSink received() {
        return new PartSink() {
            @Override
            public void write(int part, byte[] from, int start, int length) throws IOException {
                if (part < 0 || part >= parts.size()) {
                    throw new IOException("the table has no part " + part);
                }
                parts.get(part).put(from, start, start + length);
            }

            @Override
            public void restart() throws IOException {
                RowWriter.this.restart();
            }

            @Override
            public void rows(long number) {
                rows.set(number);
            }
        };
    }

    /// What was written, for the process that has received it.
    RowTotals totals(Rejects rejects) {
        return new RowTotals(rows(), bytes, longestLine, LargeValues.counts(large), rejects.count(), rejects.first());
    }

    /// Takes over what another process has counted.
    void received(RowTotals totals) {
        rows.set(totals.rows());
        bytes = totals.bytes();
        longestLine = totals.longestLine();
        large.putAll(LargeValues.of(totals.large()));
    }

    /// Number of groups of a table.
    static int groups(int columns) {
        return Math.max(1, (columns + Relation.MOST_COLUMNS - 1) / Relation.MOST_COLUMNS);
    }

    /// Removes the rows written so far.
    void restart() throws IOException {
        for (Part part : parts) {
            part.restart();
        }
        large.clear();
        rows.set(0);
        bytes = 0;
        bytesBefore = 0;
        longestLine = 0;
    }

    /// Says at which line of its file the next row is. Without it rows are numbered as they come.
    void place(long line) {
        place = line;
    }

    private void number() throws IOException {
        long number = place > 0 ? place : rows.get() + 1;
        byte[] text = (number + ",").getBytes(StandardCharsets.US_ASCII);
        parts.getFirst().put(text, 0, text.length);
        place = 0;
    }

    /// Writes the next cell of the row.
    void cell(@Nullable String value) throws IOException {
        Part part = next();
        if (value == null) {
            return;
        }
        String written = whole ? bounded(value) : value.length() > LargeValues.FROM ? beginning(value) : value;
        part.put('"');
        byte[] text = written.getBytes(StandardCharsets.UTF_8);
        int start = 0;
        for (int i = 0; i < text.length; i++) {
            if (text[i] == '"') {
                part.put(text, start, i + 1);
                start = i;
            }
        }
        part.put(text, start, text.length);
        part.put('"');
        bytes += text.length;
    }

    /// Ends the row.
    void endRow() throws IOException {
        for (Part part : parts) {
            part.put('\n');
        }
        ended(column);
        column = 0;
    }

    private void ended(int columns) {
        rows.incrementAndGet();
        // Each byte may be a doubled quote; each cell has quotes and a delimiter.
        longestLine = Math.max(longestLine, 2 * (bytes - bytesBefore) + 3L * columns + LONGEST_SUFFIX);
        bytesBefore = bytes;
    }

    private static String bounded(String value) {
        if (value.length() <= LARGEST_SENT / 3) {
            return value;
        }
        long length = utf8Length(value);
        return length <= LARGEST_SENT ? value : Relation.TOO_LARGE + length;
    }

    /// Writes a complete line as PostgreSQL's COPY formats it: every value in quotes, null as nothing.
    void line(byte[] csv) throws IOException {
        if (parts.size() == 1 && csv.length <= (whole ? LARGEST_SENT : LargeValues.FROM)) {
            if (whole) {
                number();
            }
            parts.getFirst().put(csv, 0, csv.length);
            bytes += csv.length;
            ended(1);
            return;
        }
        for (int at = 0; at < csv.length; ) {
            int start = at;
            boolean doubled = false;
            if (csv[at] == '"') {
                for (at++; csv[at] != '"' || csv[at + 1] == '"'; at++) {
                    if (csv[at] == '"') {
                        at++;
                        doubled = true;
                    }
                }
                at++;
                if (at - start - 2 > (whole ? LARGEST_SENT : LargeValues.FROM)) {
                    String value = new String(csv, start + 1, at - start - 2, StandardCharsets.UTF_8);
                    cell(doubled ? value.replace("\"\"", "\"") : value);
                } else {
                    next().put(csv, start, at);
                    bytes += at - start;
                }
            } else {
                cell(null);
            }
            // The delimiter or the end of the line.
            at++;
        }
        endRow();
    }

    private Part next() throws IOException {
        Part part = parts.get(column / columnsOfPart);
        if (column % columnsOfPart != 0) {
            part.put(',');
        } else if (whole) {
            number();
        }
        column++;
        return part;
    }

    private String beginning(String value) {
        LargeValues lengths = large.computeIfAbsent(column - 1, one -> new LargeValues());
        Matcher sent = LENGTHS.matcher(value.substring(value.length() - Math.min(value.length(), LONGEST_SUFFIX)));
        if (value.length() <= LargeValues.FROM * 2 + LONGEST_SUFFIX && sent.find()) {
            lengths.add(Long.parseLong(sent.group(1)), Long.parseLong(sent.group(2)));
        } else {
            lengths.add(value.codePointCount(0, value.length()), utf8Length(value));
        }
        // Not half a character.
        int end =
                Character.isHighSurrogate(value.charAt(LargeValues.FROM - 1)) ? LargeValues.FROM - 1 : LargeValues.FROM;
        return value.substring(0, end) + "…" + fingerprint(value);
    }

    private static long utf8Length(String value) {
        long length = 0;
        for (int i = 0; i < value.length(); i++) {
            char character = value.charAt(i);
            length += character < 0x80 ? 1 : character < 0x800 || Character.isSurrogate(character) ? 2 : 3;
        }
        return length;
    }

    private static String fingerprint(String value) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.UTF_8));
            return HEX.formatHex(Arrays.copyOf(hash, FINGERPRINT));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Number of complete rows so far; may be asked by another thread.
    long rows() {
        return rows.get();
    }

    /// At least the length of the longest line in bytes.
    long longestLine() {
        return longestLine;
    }

    /// Average size of a row.
    long rowBytes() {
        return rows.get() == 0 ? 0 : bytes / rows.get();
    }

    /// The columns that have large values, by their position.
    Map<Integer, LargeValues> large() {
        return large;
    }

    @Override
    public void close() throws IOException {
        IOException failed = null;
        for (Part part : parts) {
            try {
                part.close();
            } catch (IOException e) {
                failed = e;
            }
        }
        if (failed != null) {
            throw failed;
        }
    }
}
