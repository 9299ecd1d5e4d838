package org.shuguan.server.backup;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.shuguan.server.audit.AuditChain;
import org.shuguan.server.audit.AuditCheckpoints;
import org.shuguan.server.audit.AuditKey;
import org.shuguan.server.audit.CheckpointKeeper;
import org.shuguan.server.job.JobFailed;
import org.shuguan.server.platform.DatabaseAddress;
import org.shuguan.server.platform.Home;
import org.shuguan.server.platform.Rows;
import org.shuguan.server.platform.SecretKeys;
import org.shuguan.server.platform.Secrets;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/// Verifies the audit record of a restored home as `audit verify` does: by the key that was restored with it, and by
/// the checkpoints of the backup and those that the running server had before it.
@Component
class RestoredRecord {
    private final AuditKey running;

    RestoredRecord(AuditKey running) {
        this.running = running;
    }

    /// @param noted ends that the record must contain
    /// @param read is called with the number of each entry
    /// @return numbers of what is in order
    /// @throws JobFailed if it is not
    Map<String, Long> verify(Home home, DatabaseAddress address, List<AuditChain.Noted> noted, LongConsumer read) {
        AuditKey key = key(home);
        AuditCheckpoints.Found restored = checkpoints(home, key);
        if (restored.forged() > 0) {
            throw new JobFailed("backup.problem.record-forged", Integer.toString(restored.forged()));
        }
        List<AuditChain.Noted> all = new ArrayList<>(noted);
        all.addAll(restored.noted());
        AuditChain.Verdict verdict = verdict(address, key, all, read);
        if (verdict.broken().isPresent()) {
            AuditChain.Break broken = verdict.broken().get();
            throw new JobFailed("backup.problem.record-" + Rows.word(broken.kind()), Long.toString(broken.sequence()));
        }
        Map<String, Long> found = new LinkedHashMap<>();
        found.put("entries", verdict.entries());
        found.put("checkpoints", all.stream().distinct().count());
        return found;
    }

    private static AuditChain.Verdict verdict(
            DatabaseAddress address, AuditKey key, List<AuditChain.Noted> noted, LongConsumer read) {
        var source = new DriverManagerDataSource(address.url(), address.user(), address.password());
        var whole = new TransactionTemplate(new DataSourceTransactionManager(source));
        whole.setReadOnly(true);
        whole.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        try {
            return Objects.requireNonNull(whole.execute(status -> new AuditChain(source, key).verify(noted, read)));
        } catch (DataAccessException e) {
            throw new JobFailed("backup.problem.record-unread", e.getMessage());
        }
    }

    private static AuditCheckpoints.Found checkpoints(Home home, AuditKey key) {
        try {
            return new AuditCheckpoints(home.resolve(CheckpointKeeper.FILE), key).read();
        } catch (IOException e) {
            throw new JobFailed("backup.problem.checkpoints", e.getMessage());
        }
    }

    /// The restored key. Keys that variables name are in no backup: then it is the running server's.
    private AuditKey key(Home home) {
        return SecretKeys.existing(RestoredRecord::variable, Optional.of(home))
                .map(keys -> new AuditKey(new Secrets(keys)))
                .orElse(running);
    }

    private static Optional<String> variable(String name) {
        return Optional.ofNullable(System.getenv(name)).filter(value -> !value.isBlank());
    }
}
