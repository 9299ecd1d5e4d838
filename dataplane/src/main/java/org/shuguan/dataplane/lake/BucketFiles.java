package org.shuguan.dataplane.lake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.OutputFile;
import org.apache.iceberg.io.PositionOutputStream;
import org.apache.iceberg.io.SeekableInputStream;

/// Files of the lake in a bucket. Whatever is read comes through one cache on this disk, also the catalog's own
/// files: all of them are immutable, and a version is read many times. What is written is a draft on this disk until
/// it is whole.
final class BucketFiles implements LakeFiles {
    private static final long serialVersionUID = 1L;
    private static final long PART = 64L << 20;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final String warehouse;
    private final String bucketLocation;
    private final transient Bucket bucket;
    private final transient FileCache cache;
    private final transient Path drafts;
    private final transient FileChannel locked;

    BucketFiles(LakePlace.Bucket place) throws IOException {
        this(place, PART, PATIENCE);
    }

    /// @param part see [Bucket]
    /// @param patience see [FileCache]
    BucketFiles(LakePlace.Bucket place, long part, Duration patience) throws IOException {
        this.warehouse = place.location();
        this.bucketLocation = "s3://" + place.name() + "/";
        Path work = place.work();
        Files.createDirectories(work);
        Files.setPosixFilePermissions(work, PosixFilePermissions.fromString("rwx------"));
        this.locked = alone(work);
        this.drafts = Files.createDirectories(work.resolve("drafts"));
        try (Stream<Path> left = Files.list(drafts)) {
            for (Path draft : left.toList()) {
                Files.delete(draft);
            }
        }
        this.bucket = new Bucket(place, part);
        this.cache = new FileCache(
                work.resolve("cache"),
                place.cacheBytes(),
                patience,
                (wanted, file) -> bucket.get(key(wanted.location()), wanted.bytes(), file));
    }

    /// The folder's files are removed by the process that has it, whoever reads them.
    private static FileChannel alone(Path work) throws IOException {
        FileChannel channel =
                FileChannel.open(work.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = null;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException heldHere) {
            // Told below.
        }
        if (lock == null) {
            channel.close();
            throw new IOException("another process uses " + work + " for the lake's files (shuguan.lake.work): name a"
                    + " folder of its own for each");
        }
        return channel;
    }

    Bucket bucket() {
        return bucket;
    }

    FileCache cache() {
        return cache;
    }

    @Override
    public String warehouse() {
        return warehouse;
    }

    @Override
    public String canonical(String location) {
        return bucketLocation + key(location);
    }

    private String key(String location) {
        String plain = location.replaceFirst("^s3[an]://", "s3://");
        if (!plain.startsWith(bucketLocation)) {
            throw new PlaceFailed(
                    PlaceFailed.Reason.ELSEWHERE,
                    location + " is not in the configured bucket " + bucketLocation
                            + ": set shuguan.lake.s3.* as it was when this was written");
        }
        return plain.substring(bucketLocation.length());
    }

    @Override
    public Path draft(String location) {
        return drafts.resolve(location.substring(location.lastIndexOf('/') + 1));
    }

    @Override
    public void store(Path draft, String location) throws IOException {
        bucket.put(key(location), draft);
        cache.adopt(draft, new FileCache.Wanted(canonical(location), Files.size(draft)));
    }

    @Override
    public Path local(String location) {
        return cache.file(canonical(location));
    }

    @Override
    public HeldFiles hold(List<DataFile> files) {
        return cache.hold(files.stream()
                .map(file -> new FileCache.Wanted(canonical(file.location()), file.fileSizeInBytes()))
                .toList());
    }

    @Override
    public List<Stored> list(String folder) {
        return bucket.list(key(folder) + "/").stream()
                .map(one -> new Stored(bucketLocation + one.key(), one.changed()))
                .toList();
    }

    @Override
    public void abandon(String folder, Instant before) {
        bucket.abandon(key(folder) + "/", before);
    }

    @Override
    public InputFile newInputFile(String location) {
        return new Read(location);
    }

    @Override
    public OutputFile newOutputFile(String location) {
        return new Written(location);
    }

    @Override
    public void deleteFile(String location) {
        bucket.delete(key(location));
        cache.forget(canonical(location));
    }

    @Override
    public void close() {
        try {
            bucket.close();
            locked.close();
        } catch (IOException e) {
            // The lock ends with the process.
            return;
        }
    }

    private final class Read implements InputFile {
        private final String location;

        Read(String location) {
            this.location = location;
        }

        @Override
        public String location() {
            return location;
        }

        @Override
        public long getLength() {
            long known = cache.bytes(canonical(location));
            return known >= 0
                    ? known
                    : bucket.head(key(location))
                            .orElseThrow(() -> new PlaceFailed(
                                    PlaceFailed.Reason.MISSING,
                                    location + " is not there: bring it back from the bucket's backup, or roll back to"
                                            + " another version"))
                            .bytes();
        }

        /// An open file stays readable when the cache removes it.
        @Override
        public SeekableInputStream newStream() {
            try (HeldFiles _ = cache.hold(List.of(new FileCache.Wanted(canonical(location), getLength())))) {
                return org.apache.iceberg.Files.localInput(local(location).toFile())
                        .newStream();
            }
        }

        @Override
        public boolean exists() {
            return bucket.head(key(location)).isPresent();
        }
    }

    private final class Written implements OutputFile {
        private final String location;

        Written(String location) {
            this.location = location;
        }

        @Override
        public String location() {
            return location;
        }

        @Override
        public PositionOutputStream create() {
            if (toInputFile().exists()) {
                throw new AlreadyExistsException("%s exists", location);
            }
            return createOrOverwrite();
        }

        @Override
        public PositionOutputStream createOrOverwrite() {
            Path draft = drafts.resolve(UUID.randomUUID() + ".written");
            try {
                return new FileStream(
                        FileChannel.open(draft, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), () -> {
                            try {
                                store(draft, location);
                            } finally {
                                Files.deleteIfExists(draft);
                            }
                        });
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
