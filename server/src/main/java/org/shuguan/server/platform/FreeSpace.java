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

/// What uploads leave free of the disk, on which the database lives too.
@Component
public final class FreeSpace {
    private static final int AT_ONCE = 1 << 20;

    /// The server has no room; whoever uploads cannot mend that.
    static final class DiskFull extends Refusal {
        private static final long serialVersionUID = 1L;

        private DiskFull() {
            super("platform/disk-full", HttpStatus.INSUFFICIENT_STORAGE, Fault.US, Map.of());
        }
    }

    private final long least;

    /// @param least stays free whatever is uploaded
    public FreeSpace(@Value("${shuguan.least-free:2GB}") DataSize least) {
        this.least = least.toBytes();
    }

    /// Writes an upload to a file, looking at the disk all along: several may come at once.
    ///
    /// @return its length
    /// @throws DiskFull where it would leave too little; nothing is left of it then
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
