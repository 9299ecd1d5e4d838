package org.shuguan.server.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.audit.AuditChain.Noted;

/// The file of checkpoints: ends of the audit record, noted outside of the database, a line each with the number
/// of entries, the hash, the time and a code that only the holder of the [AuditKey] can compute. Lines are only
/// appended. A full file becomes the older one (`.1`), and the one before that goes: a later checkpoint covers all
/// entries before it too.
public final class AuditCheckpoints {
    private static final Pattern LINE = Pattern.compile(
            "(?<checked>(?<entries>[0-9]{1,18}) (?<head>[0-9a-f]{64}) [0-9TZ:.-]{20,30}) (?<code>[0-9a-f]{64})");
    private static final long LARGEST = 2_000_000;

    /// What the files say.
    ///
    /// @param noted the checkpoints, oldest first
    /// @param forged number of lines with a code that none of the keys gives
    public record Found(List<Noted> noted, int forged) {}

    private final Path file;
    private final @Nullable AuditKey key;

    /// @param key null where it is not known: then the lines are believed
    public AuditCheckpoints(Path file, @Nullable AuditKey key) {
        this.file = file;
        this.key = key;
    }

    /// All checkpoints. Lines that are none are left out: a write that was interrupted leaves one.
    ///
    /// @throws IOException if a file is there and cannot be read
    public Found read() throws IOException {
        List<Noted> noted = new ArrayList<>();
        int forged = 0;
        for (Path each : List.of(older(), file)) {
            if (!Files.exists(each)) {
                continue;
            }
            for (String line : Files.readAllLines(each, StandardCharsets.ISO_8859_1)) {
                Matcher parts = LINE.matcher(line);
                if (!parts.matches()) {
                    continue;
                }
                if (key == null || key.isCheckpoint(parts.group("checked"), parts.group("code"))) {
                    noted.add(new Noted(Long.parseLong(parts.group("entries")), parts.group("head")));
                } else {
                    forged++;
                }
            }
        }
        return new Found(noted, forged);
    }

    /// Appends a checkpoint and waits until it is on the disk.
    ///
    /// @param end of the record, of transactions that have committed: a checkpoint whose entries a crash
    ///     undoes would accuse a sound record
    void append(Noted end, Instant at) throws IOException {
        String checked = end.entries() + " " + end.head() + " " + at;
        // After an interrupted write the line begins a new one.
        String line = (endsInALine() ? "" : "\n") + checked + " "
                + Objects.requireNonNull(key).checkpoint(checked) + "\n";
        if (Files.exists(file) && Files.size(file) + line.length() > LARGEST) {
            Files.move(file, older(), StandardCopyOption.REPLACE_EXISTING);
        }
        try (FileChannel channel = FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.US_ASCII));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    private boolean endsInALine() throws IOException {
        if (!Files.exists(file) || Files.size(file) == 0) {
            return true;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer last = ByteBuffer.allocate(1);
            channel.read(last, channel.size() - 1);
            return last.get(0) == '\n';
        }
    }

    private Path older() {
        return file.resolveSibling(file.getFileName() + ".1");
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
