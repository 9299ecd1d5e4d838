package org.shuguan.dataplane.source;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.poi.poifs.filesystem.DirectoryNode;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;

/// Workbooks of Excel 95 and before: the stream `Book` of a compound file, or the records alone.
final class OldXls {
    private static final String BOOK = "Book";
    private static final int NEWER = 6;

    private OldXls() {}

    static boolean is(Path file) throws IOException {
        if (FileSignature.of(file) != FileSignature.OLE) {
            return true;
        }
        try (POIFSFileSystem system = new POIFSFileSystem(file.toFile(), true)) {
            DirectoryNode root = system.getRoot();
            // Excel 97 could also write both forms into one file.
            if (!root.hasEntryCaseInsensitive(BOOK) || root.hasEntryCaseInsensitive("Workbook")) {
                return false;
            }
            try (InputStream in = root.createDocumentInputStream(root.getEntryCaseInsensitive(BOOK))) {
                byte[] begin = in.readNBytes(6);
                // Some programs name the stream of the newer form so.
                return begin.length < 6 || begin[4] != 0 || begin[5] != NEWER;
            }
        }
    }

    static InputStream records(Path file) throws IOException {
        if (FileSignature.of(file) != FileSignature.OLE) {
            return Files.newInputStream(file);
        }
        POIFSFileSystem system = new POIFSFileSystem(file.toFile(), true);
        try {
            DirectoryNode root = system.getRoot();
            return new FilterInputStream(root.createDocumentInputStream(root.getEntryCaseInsensitive(BOOK))) {
                @Override
                public void close() throws IOException {
                    super.close();
                    system.close();
                }
            };
        } catch (IOException | RuntimeException e) {
            system.close();
            throw e;
        }
    }
}
