package org.shuguan.server.audit;

import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.audit.AuditChain.Noted;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Writes the end of the record to the checkpoints every few seconds while entries are added, at the start and at
/// the end. A file that cannot be written stops no work: the log and the health answer tell, and the next attempt
/// writes.
@Component
public class CheckpointKeeper {
    /// @param since the first of the failures in a row
    record Failure(Instant since, String reason) {}

    /// In the home, unless the setting names another place. (In one word it would look like a recorded action.)
    public static final String FILE = String.join(".", "audit", "checkpoints");

    private static final Logger LOG = LoggerFactory.getLogger(CheckpointKeeper.class);

    private final AuditEntries entries;
    private final AuditChain chain;
    private final AuditCheckpoints checkpoints;
    private final Clock clock;
    private @Nullable Noted written;
    private volatile @Nullable Failure failure;
    private volatile @Nullable Noted lost;

    CheckpointKeeper(
            AuditEntries entries,
            AuditChain chain,
            AuditKey key,
            Clock clock,
            @Value("${shuguan.audit.checkpoint:}") String file,
            @Value("${shuguan.home}") String home) {
        this.entries = entries;
        this.chain = chain;
        this.clock = clock;
        this.checkpoints = new AuditCheckpoints(file.isBlank() ? Path.of(home, FILE) : Path.of(file), key);
    }

    /// The ends that were noted. To be read before the record is.
    ///
    /// @throws IOException if the file is there and cannot be read
    public AuditCheckpoints.Found read() throws IOException {
        return checkpoints.read();
    }

    @EventListener(ApplicationReadyEvent.class)
    void started() {
        try {
            List<Noted> noted = read().noted();
            if (!noted.isEmpty() && !chain.contains(noted.getLast())) {
                lost = noted.getLast();
                LOG.error(
                        "the audit record does not contain entry {} of the checkpoints in {}: entries were removed or"
                                + " rewritten, or an older copy of the database was restored (audit verify tells more)",
                        noted.getLast().entries(),
                        checkpoints);
            }
        } catch (IOException | DataAccessException e) {
            failed(e);
        }
        keep();
    }

    @Scheduled(
            initialDelayString = "${shuguan.audit.checkpoint-interval:10s}",
            fixedDelayString = "${shuguan.audit.checkpoint-interval:10s}")
    @PreDestroy
    synchronized void keep() {
        try {
            AuditEntries.Head head = entries.head();
            Noted end = new Noted(head.sequence(), head.hash());
            if (!end.equals(written)) {
                checkpoints.append(end, clock.instant().truncatedTo(ChronoUnit.MILLIS));
                written = end;
            }
            if (failure != null) {
                LOG.info("checkpoints of the audit record are written to {} again", checkpoints);
                failure = null;
            }
        } catch (IOException | RuntimeException e) {
            failed(e);
        }
    }

    private void failed(Exception e) {
        if (failure == null) {
            LOG.warn("checkpoints of the audit record cannot be written to {}", checkpoints, e);
        }
        failure = new Failure(
                failure == null
                        ? clock.instant()
                        : Objects.requireNonNull(failure).since(),
                e.toString());
    }

    Optional<Failure> failure() {
        return Optional.ofNullable(failure);
    }

    /// The last checkpoint of earlier runs, if the record did not contain it at the start.
    Optional<Noted> lost() {
        return Optional.ofNullable(lost);
    }
}
