package org.shuguan.dataplane.serve;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/// A file that rows are written to, a few rows at a time in memory. It is complete once it is closed without an
/// exception.
public abstract class RowFile extends RowSink implements Closeable {
    /// The formats of files.
    public enum Format {
        CSV("text/csv", ".csv"),
        XLSX("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx"),
        PARQUET("application/vnd.apache.parquet", ".parquet"),
        JSONL("application/x-ndjson", ".jsonl");

        private final String mediaType;
        private final String ending;

        Format(String mediaType, String ending) {
            this.mediaType = mediaType;
            this.ending = ending;
        }

        /// The lower-case name.
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /// The format of this name.
        public static Optional<Format> of(String word) {
            return Arrays.stream(values())
                    .filter(format -> format.word().equals(word))
                    .findFirst();
        }

        public String ending() {
            return ending;
        }
    }

    /// How the characters of a CSV file are written.
    public enum Encoding {
        UTF8("utf-8"),
        /// with the byte order mark by which Excel knows it; texts that Excel would run as formulas get an apostrophe
        UTF8_BOM("utf-8"),
        /// the national standard; what it does not have is refused
        GB18030("gb18030");

        private final String charset;

        Encoding(String charset) {
            this.charset = charset;
        }

        String charset() {
            return charset;
        }

        /// The name as a parameter: `utf8`, `utf8-bom`, `gb18030`.
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /// The encoding of this name.
        public static Optional<Encoding> of(String word) {
            return Arrays.stream(values())
                    .filter(encoding -> encoding.word().equals(word))
                    .findFirst();
        }
    }

    /// Rows of a sheet without its heading.
    static final long ROWS_OF_A_SHEET = 1_048_575;

    private static final int TOLD = 1000;

    private final long most;
    private final boolean sheet;
    private LongConsumer progress = rows -> {};
    private long rows;

    RowFile(long most, boolean sheet) {
        this.most = most;
        this.sheet = sheet;
    }

    /// Begins a file.
    ///
    /// @param encoding counts for CSV only
    /// @param mostBytes a larger one is refused
    /// @param progress is told the number of rows now and then; an exception of it ends the file
    public static RowFile create(Path file, Format format, Encoding encoding, long mostBytes, LongConsumer progress)
            throws IOException {
        RowFile made = create(file, format, encoding, mostBytes);
        made.progress = progress;
        return made;
    }

    /// Begins a file of JSON Lines whose objects have other names than the items.
    ///
    /// @param names by those of the items; an item without one keeps its own
    /// @param progress as in [#create]
    public static RowFile lines(Path file, Map<String, String> names, long mostBytes, LongConsumer progress)
            throws IOException {
        RowFile made = new JsonLinesFile(bounded(file, mostBytes), names);
        made.progress = progress;
        return made;
    }

    static RowFile create(Path file, Format format, Encoding encoding, long mostBytes) throws IOException {
        return switch (format) {
            case CSV -> new CsvFile(bounded(file, mostBytes), encoding);
            case JSONL -> new JsonLinesFile(bounded(file, mostBytes), Map.of());
            case XLSX -> new XlsxFile(bounded(file, mostBytes), ROWS_OF_A_SHEET);
            case PARQUET -> new ParquetRows(file, mostBytes);
        };
    }

    /// The media type of a file, with its encoding.
    public static String mediaType(Format format, Encoding encoding) {
        return format == Format.CSV
                ? format.mediaType + "; charset=" + encoding.charset() + "; header=present"
                : format.mediaType;
    }

    /// Number of rows so far.
    public final long rows() {
        return rows;
    }

    @Override
    final void row(List<@Nullable Object> row) throws IOException {
        if (sheet && rows >= most) {
            throw RowsUnwritable.rows(most);
        }
        rows++;
        write(row);
        if (rows % TOLD == 0) {
            progress.accept(rows);
        }
    }

    /// Writes a row, which [#rows] counts already.
    abstract void write(List<@Nullable Object> row) throws IOException;

    static OutputStream bounded(Path file, long mostBytes) throws IOException {
        return new Bounded(new BufferedOutputStream(Files.newOutputStream(file), 1 << 16), mostBytes);
    }

    /// Refuses to become larger than allowed.
    private static final class Bounded extends FilterOutputStream {
        private final long most;
        private long written;

        private Bounded(OutputStream out, long most) {
            super(out);
            this.most = most;
        }

        @Override
        public void write(int one) throws IOException {
            count(1);
            out.write(one);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            count(length);
            out.write(bytes, from, length);
        }

        private void count(int more) {
            written += more;
            mustFit(written, most);
        }
    }

    static void mustFit(long bytes, long most) {
        if (bytes > most) {
            throw RowsUnwritable.size(most >> 20);
        }
    }
}
