package org.shuguan.server.backup;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongConsumer;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/// The entries of a backup, named by their path in the home. A file may be written twice; the later entry counts.
final class Archive implements Closeable {
    private static final int CHUNK = 1 << 16;

    /// How a file was when it was copied.
    private record Seen(long size, FileTime changed) {}

    private final Path home;
    private final TarArchiveOutputStream tar;
    private final Map<Path, Seen> seen = new HashMap<>();
    private long files;
    private final LongConsumer copied;
    private long bytes;

    /// @param copied is called with the number of bytes that were copied so far
    Archive(Path home, OutputStream out, LongConsumer copied) {
        this.home = home;
        this.copied = copied;
        this.tar = new TarArchiveOutputStream(out, "UTF-8");
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
    }

    void folder(Path path) throws IOException {
        tar.putArchiveEntry(new TarArchiveEntry(name(path) + "/"));
        tar.closeArchiveEntry();
    }

    /// Copies a file unless it is as it was when it was copied last. A file that is gone meanwhile is left out; one
    /// that becomes shorter while it is read is filled with zeros, which only a running database's files do.
    void file(Path path) throws IOException {
        try {
            Seen now = new Seen(Files.size(path), Files.getLastModifiedTime(path));
            if (now.equals(seen.get(path))) {
                return;
            }
            try (InputStream in = Files.newInputStream(path)) {
                TarArchiveEntry entry = new TarArchiveEntry(name(path));
                entry.setSize(now.size());
                entry.setModTime(now.changed());
                tar.putArchiveEntry(entry);
                copy(in, now.size());
                tar.closeArchiveEntry();
            }
            seen.put(path, now);
            files++;
            bytes += now.size();
        } catch (NoSuchFileException gone) {
            // Deleted while the folder was read.
            seen.remove(path);
        }
    }

    void text(Path path, byte[] content) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name(path));
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
    }

    private void copy(InputStream in, long size) throws IOException {
        byte[] chunk = new byte[CHUNK];
        long left = size;
        while (left > 0) {
            int read = in.read(chunk, 0, (int) Math.min(chunk.length, left));
            if (read < 0) {
                Arrays.fill(chunk, (byte) 0);
                read = (int) Math.min(chunk.length, left);
            }
            tar.write(chunk, 0, read);
            left -= read;
            copied.accept(bytes + size - left);
        }
    }

    private String name(Path path) {
        return home.relativize(path).toString().replace('\\', '/');
    }

    long files() {
        return files;
    }

    long bytes() {
        return bytes;
    }

    @Override
    public void close() throws IOException {
        tar.close();
    }
}
