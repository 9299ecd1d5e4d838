package org.shuguan.server.platform;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.util.unit.DataSize;

/// Receives files that are sent as raw streams, into `<home>/scratch`, which is emptied at each start. Disk space
/// stays free, because the database is on the same disk.
@Component
public final class IncomingFiles {
    private static final int AT_ONCE = 1 << 20;

    /// The server's disk is full; the user cannot correct that.
    static final class DiskFull extends Refusal {
        private static final long serialVersionUID = 1L;

        private DiskFull() {
            super("platform/disk-full", HttpStatus.INSUFFICIENT_STORAGE, Fault.US, Map.of());
        }
    }

    /// The file is larger than may be sent.
    static final class FileTooLarge extends Refusal {
        private static final long serialVersionUID = 1L;

        private FileTooLarge(long most) {
            super("platform/file-too-large", HttpStatus.CONTENT_TOO_LARGE, Map.of("megabytes", most >> 20));
        }
    }

    private final Path folder;
    private final long least;

    /// @param least space that must stay free
    public IncomingFiles(@Value("${shuguan.home}") Path home, @Value("${shuguan.least-free:2GB}") DataSize least) {
        this.folder = home.resolve("scratch").resolve("incoming");
        this.least = least.toBytes();
    }

    /// Reads the stream to its end. The free space is checked repeatedly, because files come in side by side.
    ///
    /// @param most bytes that may be sent
    /// @throws DiskFull if too little space would stay free
    /// @throws FileTooLarge if it is longer; in both cases nothing of it is left
    public IncomingFile receive(InputStream content, long most) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("a slow sender would hold the transaction open");
        }
        try {
            Files.createDirectories(folder);
            Path file = Files.createTempFile(folder, "", "");
            try {
                return new IncomingFile(file, copy(content, file, most));
            } catch (IOException | RuntimeException failed) {
                Files.deleteIfExists(file);
                throw failed;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long copy(InputStream content, Path file, long most) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            byte[] part = new byte[AT_ONCE];
            long length = 0;
            for (int n = content.readNBytes(part, 0, AT_ONCE); n > 0; n = content.readNBytes(part, 0, AT_ONCE)) {
                length += n;
                if (length > most) {
                    throw new FileTooLarge(most);
                }
                if (Files.getFileStore(file).getUsableSpace() - n < least) {
                    throw new DiskFull();
                }
                out.write(part, 0, n);
            }
            return length;
        }
    }
}
