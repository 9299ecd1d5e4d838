package org.shuguan.dataplane.agent;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The folder of a front-end host: its key, where its node is, and what its operator allows.
///
/// | | |
/// |---|---|
/// | `agent.key` | the key pair; whoever has it is this front-end host |
/// | `agent.json` | the node and the id that it has given |
/// | `allowed` | optional: the machines that are read |
/// | `drivers` | optional: JDBC drivers |
/// | `files` | optional: the folders with files that are read |
public final class AgentHome implements AutoCloseable {
    private static final String OWNER_FILE = "rw-------";
    private static final String OWNER_FOLDER = "rwx------";

    private final Path folder;
    private final KeyPair keys;
    private final FileChannel lockFile;
    private @Nullable Membership membership;

    /// Where it is enrolled.
    ///
    /// @param node address of the node
    public record Membership(URI node, UUID host, String name, String unit) {}

    /// The home cannot be used, for a reason that its operator can correct.
    public static final class HomeUnusable extends Exception {
        private static final long serialVersionUID = 1L;

        HomeUnusable(String reason, @Nullable Throwable cause) {
            super(reason, cause);
        }
    }

    private AgentHome(Path folder, KeyPair keys, FileChannel lockFile, @Nullable Membership membership) {
        this.folder = folder;
        this.keys = keys;
        this.lockFile = lockFile;
        this.membership = membership;
    }

    /// Opens a home, and makes it with a new key if there is none. Only one process can have it open.
    ///
    /// @throws HomeUnusable if it cannot be read, or another process has it
    @SuppressWarnings("resource") // the lock is held until the home is closed
    public static AgentHome open(Path folder) throws HomeUnusable {
        try {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_FOLDER)));
            FileChannel channel =
                    FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            try {
                if (!locked(channel)) {
                    throw new HomeUnusable("another agent runs with the home " + folder + ": stop it first", null);
                }
                return new AgentHome(folder, keys(folder.resolve("agent.key")), channel, membership(folder));
            } catch (HomeUnusable | IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
        } catch (IOException e) {
            throw new HomeUnusable("the home " + folder + " cannot be used: " + e, e);
        }
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException inThisProcess) {
            return false;
        }
    }

    private static @Nullable Membership membership(Path folder) throws IOException {
        Path file = folder.resolve("agent.json");
        return Files.exists(file) ? Wire.read(Files.readAllBytes(file), Membership.class) : null;
    }

    private static KeyPair keys(Path file) throws IOException, HomeUnusable {
        try {
            if (!Files.exists(file)) {
                KeyPair made = KeyPairGenerator.getInstance(Proof.ALGORITHM).generateKeyPair();
                write(
                        file,
                        (text(made.getPrivate().getEncoded()) + "\n"
                                        + text(made.getPublic().getEncoded()) + "\n")
                                .getBytes(java.nio.charset.StandardCharsets.US_ASCII));
                return made;
            }
            if (Files.getPosixFilePermissions(file).stream()
                    .anyMatch(right -> !right.name().startsWith("OWNER_"))) {
                throw new HomeUnusable(
                        file + " can be read by others: whoever read it can pretend to be this front-end host. Close it"
                                + " (chmod 600), and have it enrolled anew with a new key if others may have read it",
                        null);
            }
            List<String> lines = Files.readAllLines(file);
            KeyFactory factory = KeyFactory.getInstance(Proof.ALGORITHM);
            PrivateKey secret = factory.generatePrivate(
                    new PKCS8EncodedKeySpec(Base64.getDecoder().decode(lines.isEmpty() ? "" : lines.get(0))));
            PublicKey open = Proof.key(lines.size() > 1 ? lines.get(1) : "").orElseThrow(GeneralSecurityException::new);
            return new KeyPair(open, secret);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new HomeUnusable(file + " is not a key of this program", e);
        }
    }

    private static String text(byte[] key) {
        return Base64.getEncoder().encodeToString(key);
    }

    private static void write(Path file, byte[] content) throws IOException {
        Path fresh = Files.createTempFile(
                file.toAbsolutePath().getParent(),
                ".new",
                "",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_FILE)));
        try (FileChannel out = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
            out.write(java.nio.ByteBuffer.wrap(content));
            out.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    void join(Membership joined) throws IOException {
        write(folder.resolve("agent.json"), Wire.write(joined));
        membership = joined;
    }

    /// Where it is enrolled; empty before.
    public Optional<Membership> membership() {
        return Optional.ofNullable(membership);
    }

    /// The public key in Base64.
    String publicKey() {
        return text(keys.getPublic().getEncoded());
    }

    /// What people compare.
    public String fingerprint() {
        return Proof.fingerprint(keys.getPublic());
    }

    PrivateKey secretKey() {
        return keys.getPrivate();
    }

    Path drivers() {
        return folder.resolve("drivers");
    }

    Path files() {
        return folder.resolve("files");
    }

    /// Read anew for each order, so that a change counts at once.
    AllowedMachines allowed() {
        return AllowedMachines.in(folder.resolve("allowed"));
    }

    @Override
    public void close() {
        try {
            lockFile.close();
        } catch (IOException e) {
            // The lock goes with the process.
            return;
        }
    }
}
