package org.shuguan.dataplane.lake;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.OutputFile;
import org.apache.iceberg.io.PositionOutputStream;
import org.apache.iceberg.io.SeekableInputStream;

/// Files of the lake on a local disk. Their locations have the scheme `local:`, by which other engines know them. A
/// file is on the disk when it is closed, so that no commit names a file that a power cut takes away.
final class LocalFiles implements FileIO {
    private static final long serialVersionUID = 1L;
    private static final String SCHEME = "local://";

    static String location(Path path) {
        return SCHEME + path.toAbsolutePath().normalize();
    }

    static Path path(String location) {
        if (!location.startsWith(SCHEME)) {
            throw new IllegalArgumentException(location + " is not a file on this disk");
        }
        return Path.of(location.substring(SCHEME.length()));
    }

    /// Writes a file and its entry in the folder to the disk.
    static void force(Path file) throws IOException {
        try (FileChannel written = FileChannel.open(file, StandardOpenOption.WRITE)) {
            written.force(true);
        }
        Path folder = file.getParent();
        if (folder != null) {
            try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
                names.force(true);
            }
        }
    }

    @Override
    public InputFile newInputFile(String path) {
        return new Read(path);
    }

    @Override
    public OutputFile newOutputFile(String path) {
        return new Written(path);
    }

    @Override
    public void deleteFile(String path) {
        try {
            Files.deleteIfExists(path(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Read(String location) implements InputFile {
        private InputFile file() {
            return org.apache.iceberg.Files.localInput(new File(path(location).toString()));
        }

        @Override
        public long getLength() {
            return file().getLength();
        }

        @Override
        public SeekableInputStream newStream() {
            return file().newStream();
        }

        @Override
        public boolean exists() {
            return Files.exists(path(location));
        }
    }

    private record Written(String location) implements OutputFile {
        @Override
        public PositionOutputStream create() {
            return stream(StandardOpenOption.CREATE_NEW);
        }

        @Override
        public PositionOutputStream createOrOverwrite() {
            return stream(StandardOpenOption.CREATE);
        }

        private PositionOutputStream stream(StandardOpenOption how) {
            Path file = path(location);
            try {
                Files.createDirectories(file.toAbsolutePath().getParent());
                return new Stream(
                        file,
                        FileChannel.open(file, how, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING));
            } catch (java.nio.file.FileAlreadyExistsException e) {
                throw new AlreadyExistsException(e, "%s exists", location);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public InputFile toInputFile() {
            return new Read(location);
        }
    }

    private static final class Stream extends PositionOutputStream {
        private static final int BUFFER = 1 << 16;
        private final Path file;
        private final FileChannel channel;
        private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
        private long position;

        Stream(Path file, FileChannel channel) {
            this.file = file;
            this.channel = channel;
        }

        @Override
        public long getPos() {
            return position;
        }

        @Override
        public void write(int one) throws IOException {
            if (!buffer.hasRemaining()) {
                flush();
            }
            buffer.put((byte) one);
            position++;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            int written = 0;
            while (written < length) {
                if (!buffer.hasRemaining()) {
                    flush();
                }
                int part = Math.min(buffer.remaining(), length - written);
                buffer.put(bytes, offset + written, part);
                written += part;
            }
            position += length;
        }

        @Override
        public void flush() throws IOException {
            buffer.flip();
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            buffer.clear();
        }

        @Override
        public void close() throws IOException {
            if (channel.isOpen()) {
                flush();
                channel.close();
                force(file);
            }
        }
    }
}
