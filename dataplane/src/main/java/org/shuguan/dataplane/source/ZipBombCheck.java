package org.shuguan.dataplane.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.shuguan.dataplane.source.SourceUnreadable.Reason;

/// Rejects workbooks that unpack to far more than their size (zip bombs). Sizes declared in the archive are not
/// trusted; it is unpacked and counted up to a limit.
final class ZipBombCheck {
    /// maximum compression ratio of a part, far above that of tables with one repeated value
    private static final long RATIO = 300;
    /// parts up to this size may have any ratio
    private static final long SMALL = 32L << 20;
    /// limit for parts that are held in memory: texts, styles, the list of sheets
    private static final long HELD = 256L << 20;
    /// limit of the whole workbook; only a full sheet of 16,384 × 1,048,576 cells would have more
    private static final long ALL = 16L << 30;

    private static final int MOST_PARTS = 10_000;

    private ZipBombCheck() {}

    static void check(Path file) throws IOException, SourceUnreadable {
        // Deflate expands by a factor of 1,032 at most, so small files stay small.
        try (ZipFile zip = new ZipFile(file.toFile())) {
            if (zip.size() > MOST_PARTS) {
                throw bomb(file);
            }
            long all = 0;
            byte[] buffer = new byte[1 << 16];
            for (Enumeration<? extends ZipEntry> parts = zip.entries(); parts.hasMoreElements(); ) {
                ZipEntry part = parts.nextElement();
                long packed = Math.max(1, part.getCompressedSize());
                long bound = part.getName().startsWith("xl/worksheets/") ? ALL : HELD;
                long bytes = 0;
                try (InputStream in = zip.getInputStream(part)) {
                    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                        bytes += n;
                        if (bytes > bound || all + bytes > ALL || (bytes > SMALL && bytes / packed > RATIO)) {
                            throw bomb(file);
                        }
                    }
                }
                all += bytes;
            }
        }
    }

    private static SourceUnreadable bomb(Path file) {
        return new SourceUnreadable(Reason.BOMB, file.getFileName().toString(), null);
    }
}
