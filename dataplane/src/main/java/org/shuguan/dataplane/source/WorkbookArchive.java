package org.shuguan.dataplane.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/// Checks an XLSX file before a library reads it. The library holds what the file declares: a workbook of some
/// kilobytes may unpack to gigabytes (a zip bomb), or place its one cell in column ZZZZZZ, for which a row of 300
/// million cells would be allocated.
public final class WorkbookArchive {
    /// Why a workbook is not read.
    public enum Excess {
        /// it has too many parts or unpacks to too much
        SIZE,
        /// a cell or row has a number that no spreadsheet has
        POSITION
    }

    /// @param whole most bytes of all parts together, unpacked
    /// @param held most bytes of a part that is held in memory: texts, styles, the list of sheets
    /// @param parts most parts
    public record Limits(long whole, long held, int parts) {
        /// For workbooks whose sheets are streamed. What is held must fit into the heap several times, because
        /// Java's objects are larger than the text.
        ///
        /// @param whole most bytes of all parts together, unpacked
        public static Limits streamed(long whole) {
            return new Limits(whole, Math.min(256L << 20, Runtime.getRuntime().maxMemory() / 8), 10_000);
        }

        /// Only a full sheet of 16,384 × 1,048,576 cells would have more than 16 GiB.
        static Limits ofCensus() {
            return streamed(16L << 30);
        }
    }

    /// maximum compression ratio of a part, far above that of tables with one repeated value
    private static final long RATIO = 300;
    /// parts up to this size may have any ratio
    private static final long SMALL = 32L << 20;

    private WorkbookArchive() {}

    /// Reads all parts of the archive once. Sizes that the archive declares are not trusted: it is unpacked and
    /// counted up to the limits.
    ///
    /// @throws IOException if it is no ZIP archive
    public static Optional<Excess> excess(Path file, Limits limits) throws IOException {
        // Through the archive's directory, because workbooks may use a form of ZIP that cannot be read sequentially.
        try (ZipFile zip = new ZipFile(file.toFile())) {
            if (zip.size() > limits.parts()) {
                return Optional.of(Excess.SIZE);
            }
            long all = 0;
            byte[] buffer = new byte[1 << 16];
            for (Enumeration<? extends ZipEntry> parts = zip.entries(); parts.hasMoreElements(); ) {
                ZipEntry part = parts.nextElement();
                // Deflate expands by a factor of 1,032 at most, so small parts stay small.
                long packed = Math.max(1, part.getCompressedSize());
                long most = Math.min(
                        part.getName().startsWith("xl/worksheets/") ? limits.whole() : limits.held(),
                        limits.whole() - all);
                CellPositions positions = new CellPositions();
                long bytes = 0;
                try (InputStream in = zip.getInputStream(part)) {
                    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                        bytes += n;
                        if (bytes > most || (bytes > SMALL && bytes / packed > RATIO)) {
                            return Optional.of(Excess.SIZE);
                        }
                        if (!positions.isPossible(buffer, n)) {
                            return Optional.of(Excess.POSITION);
                        }
                    }
                }
                all += bytes;
            }
            return Optional.empty();
        }
    }
}
