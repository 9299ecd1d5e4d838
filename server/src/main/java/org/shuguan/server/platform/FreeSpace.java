package org.shuguan.server.platform;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;

/// Keeps disk space free when files are uploaded, because the database is on the same disk.
@Component
public final class FreeSpace {
    private static final int AT_ONCE = 1 << 20;

    /// The server's disk is full; the user cannot correct that.
    static final class DiskFull extends Refusal {
        private static final long serialVersionUID = 1L;

        private DiskFull() {
            super("platform/disk-full", HttpStatus.INSUFFICIENT_STORAGE, Fault.US, Map.of());
        }
    }

    private final long least;

    /// @param least space that must stay free
    public FreeSpace(@Value("${shuguan.least-free:2GB}") DataSize least) {
        this.least = least.toBytes();
    }

    /// Writes an upload to a file and checks the free space repeatedly, because uploads run concurrently.
    ///
    /// @return its length in bytes
    /// @throws DiskFull if too little space would stay free; the partial file is deleted
    public long copy(InputStream content, Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            byte[] part = new byte[AT_ONCE];
            long length = 0;
            for (int n = content.readNBytes(part, 0, AT_ONCE); n > 0; n = content.readNBytes(part, 0, AT_ONCE)) {
                if (Files.getFileStore(file).getUsableSpace() - n < least) {
                    throw new DiskFull();
                }
                out.write(part, 0, n);
                length += n;
            }
            return length;
        } catch (DiskFull | IOException failed) {
            Files.deleteIfExists(file);
            throw failed;
        }
    }
}
