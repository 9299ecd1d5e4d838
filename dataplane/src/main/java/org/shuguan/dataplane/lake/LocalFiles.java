package org.shuguan.dataplane.lake;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.OutputFile;
import org.apache.iceberg.io.PositionOutputStream;
import org.apache.iceberg.io.SeekableInputStream;

/// Files of the lake on a local disk. Their locations have the scheme `local:`, by which other engines know them. A
/// file is on the disk when it is closed, so that no commit names a file that a power cut takes away.
final class LocalFiles implements LakeFiles {
    private static final long serialVersionUID = 1L;
    static final String SCHEME = "local://";

    private final String warehouse;

    /// @param folder is created if it is missing, and closed to other accounts
    LocalFiles(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        this.warehouse = location(folder);
    }

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
    public String warehouse() {
        return warehouse;
    }

    @Override
    public String canonical(String location) {
        return location(path(location));
    }

    @Override
    public Path draft(String location) throws IOException {
        Path file = path(location);
        Files.createDirectories(file.toAbsolutePath().getParent());
        return file;
    }

    @Override
    public void store(Path draft, String location) throws IOException {
        force(draft);
    }

    @Override
    public Path local(String location) {
        return path(location);
    }

    @Override
    public HeldFiles hold(List<DataFile> files) {
        return HeldFiles.NONE;
    }

    @Override
    public List<Stored> list(String folder) throws IOException {
        Path path = path(folder);
        if (!Files.isDirectory(path)) {
            return List.of();
        }
        List<Stored> found = new ArrayList<>();
        try (Stream<Path> all = Files.walk(path)) {
            for (Path file : (Iterable<Path>) all::iterator) {
                if (Files.isRegularFile(file)) {
                    found.add(new Stored(
                            location(file), Files.getLastModifiedTime(file).toInstant()));
                }
            }
        }
        return found;
    }

    @Override
    public void abandon(String folder, Instant before) {
        // A file that was begun has the name of a whole one, and is removed with those that no version has.
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
                return new FileStream(
                        FileChannel.open(file, how, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING),
                        () -> force(file));
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
}
