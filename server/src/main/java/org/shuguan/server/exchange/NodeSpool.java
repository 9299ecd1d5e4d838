package org.shuguan.server.exchange;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.shuguan.server.platform.AfterCommit;
import org.shuguan.server.platform.Hashes;
import org.shuguan.server.platform.KeptFiles;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/// The rows of deliveries to other nodes, as they were read, in a folder of the home: JSON Lines that are sent in
/// parts. A delivery that is continued sends the same bytes.
@Component
class NodeSpool {
    /// A part has at most so many bytes, or one row. The other node reads few bodies above 256 KB at once.
    private static final int MOST_BYTES = 1 << 20;

    private final KeptFiles files;
    private final TargetRecords records;
    private final int mostRows;
    private final Clock clock;

    /// @param mostRows of a part; the other node takes at most 100,000
    NodeSpool(
            @Value("${shuguan.home}") Path home,
            @Value("${shuguan.exchange.batch-rows:5000}") int mostRows,
            TargetRecords records,
            Clock clock) {
        this.files = new KeptFiles(home.resolve("exchange-node"));
        this.records = records;
        this.mostRows = mostRows;
        this.clock = clock;
    }

    /// Where the rows of a delivery are written to.
    Path unfinished(UUID delivery) {
        return files.unfinished(delivery.toString());
    }

    /// Makes the written rows those of the delivery, on the disk.
    ///
    /// @return their hash, hexadecimal
    String finished(UUID delivery) {
        files.finish(delivery.toString());
        return Hashes.hexSha256(place(delivery));
    }

    long bytes(UUID delivery) throws IOException {
        return Files.size(place(delivery));
    }

    /// The parts in which the rows are sent.
    List<TargetRecords.Batch> batches(UUID delivery) throws IOException {
        Parts parts = new Parts(delivery, mostRows);
        byte[] buffer = new byte[1 << 16];
        int bytes = 0;
        try (InputStream in = Files.newInputStream(place(delivery))) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                for (int i = 0; i < read; i++) {
                    bytes++;
                    if (buffer[i] == '\n') {
                        parts.line(bytes);
                        bytes = 0;
                    }
                }
            }
        }
        parts.end();
        return parts.batches;
    }

    /// Cuts lines into parts.
    private static final class Parts {
        private final List<TargetRecords.Batch> batches = new ArrayList<>();
        private final UUID delivery;
        private final int mostRows;
        private long from;
        private int bytes;
        private int rows;

        private Parts(UUID delivery, int mostRows) {
            this.delivery = delivery;
            this.mostRows = mostRows;
        }

        private void line(int length) {
            if (rows == mostRows || bytes + length > MOST_BYTES) {
                end();
            }
            bytes += length;
            rows++;
        }

        private void end() {
            if (rows > 0) {
                batches.add(new TargetRecords.Batch(delivery, batches.size() + 1, from, bytes, rows, null));
                from += bytes;
                bytes = 0;
                rows = 0;
            }
        }
    }

    /// The hash of the first bytes of the rows.
    byte[] digest(UUID delivery, long bytes) throws IOException {
        MessageDigest digest = Hashes.sha256();
        try (InputStream in = Files.newInputStream(place(delivery))) {
            byte[] buffer = new byte[1 << 16];
            long left = bytes;
            for (int read = 0; left > 0 && read >= 0; ) {
                read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (read > 0) {
                    digest.update(buffer, 0, read);
                    left -= read;
                }
            }
        }
        return digest.digest();
    }

    /// Whether the rows of a delivery are those that were read.
    boolean holds(UUID delivery, String hash) {
        return Files.isRegularFile(place(delivery))
                && Hashes.hexSha256(place(delivery)).equals(hash);
    }

    /// The body of a part.
    byte[] body(TargetRecords.Batch batch) throws IOException {
        try (RandomAccessFile file =
                new RandomAccessFile(place(batch.delivery()).toFile(), "r")) {
            byte[] body = new byte[batch.byteCount()];
            file.seek(batch.firstByte());
            file.readFully(body);
            return body;
        }
    }

    /// Deletes the rows of a delivery that is over, after the commit.
    void remove(UUID delivery) {
        AfterCommit.run(() -> files.discard(delivery.toString()));
    }

    /// Deletes rows that a crash has left.
    void sweep() {
        for (Path file : files.old(clock.instant())) {
            UUID delivery = UUID.fromString(file.getFileName().toString().replace(KeptFiles.UNFINISHED, ""));
            if (!records.waits(delivery)) {
                KeptFiles.delete(file);
            }
        }
    }

    private Path place(UUID delivery) {
        return files.place(delivery.toString());
    }
}
