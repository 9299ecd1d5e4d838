package org.shuguan.server.exchange;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import org.shuguan.server.platform.Durable;
import org.shuguan.server.platform.Hashes;

/// A file that is dropped into a folder: written under another name, forced to the disk, and renamed. Whoever looks
/// into the folder finds the file before or the new one, never a part of one. Beside it, `<name>.sha256` has its hash;
/// it is there only while it fits the file, so that a reader that waits for it never sees another.
final class DroppedFile {
    private static final String PART = ".part-";
    private static final String HASH = ".sha256";

    private final Path folder;
    private final Path file;
    private final Path hashFile;
    private final boolean shared;

    /// @param shared whether the folder's group may read the file
    /// @throws ExchangeRefused if the folder is none, or something else than a file has the name
    DroppedFile(Path folder, String name, boolean shared) {
        this.folder = folder;
        this.file = folder.resolve(name);
        this.hashFile = folder.resolve(name + HASH);
        this.shared = shared;
        boolean within =
                folder.equals(file.getParent()) && file.getFileName().toString().equals(name);
        if (!within || !Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS) || !isFree(file) || !isFree(hashFile)) {
            throw ExchangeRefused.folderGone(name);
        }
    }

    /// A link or a folder is not replaced.
    private static boolean isFree(Path place) {
        return !Files.exists(place, LinkOption.NOFOLLOW_LINKS) || Files.isRegularFile(place, LinkOption.NOFOLLOW_LINKS);
    }

    /// Where the file is written to. Its name begins with a point, so that a census does not read it.
    Path part() {
        return folder.resolve(PART + file.getFileName());
    }

    private Path hashPart() {
        return folder.resolve(PART + hashFile.getFileName());
    }

    /// Deletes what a delivery that was killed has left.
    void clean() throws IOException {
        Files.deleteIfExists(part());
        Files.deleteIfExists(hashPart());
    }

    /// Bytes of the file that was written.
    long bytes() throws IOException {
        return Files.size(part());
    }

    /// Bytes of the file that will be replaced.
    long replaced() throws IOException {
        return Files.exists(file) ? Files.size(file) : 0;
    }

    /// Forces the written file to the disk.
    ///
    /// @return its hash, hexadecimal
    String force() throws IOException {
        Durable.force(part());
        String hash = Hashes.hexSha256(part());
        writeHash(hash);
        return hash;
    }

    /// Gives the file its name.
    void publish() throws IOException {
        Files.deleteIfExists(hashFile);
        move(part(), file);
        move(hashPart(), hashFile);
        // So that the names are on the disk too.
        Durable.force(folder);
    }

    /// Whether the file with this hash has its name already.
    boolean isThere(String hash) {
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                && Hashes.hexSha256(file).equals(hash);
    }

    /// Writes the hash of the file that is there.
    void describe() throws IOException {
        writeHash(Hashes.hexSha256(file));
        move(hashPart(), hashFile);
        // So that the names are on the disk too.
        Durable.force(folder);
    }

    private void writeHash(String hash) throws IOException {
        Files.writeString(hashPart(), hash + "  " + file.getFileName() + "\n");
        Durable.force(hashPart());
    }

    private void move(Path from, Path to) throws IOException {
        if (shared && Files.getFileStore(from).supportsFileAttributeView(PosixFileAttributeView.class)) {
            Files.setPosixFilePermissions(from, PosixFilePermissions.fromString("rw-r-----"));
        }
        Files.move(from, to, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
