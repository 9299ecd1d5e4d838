package org.shuguan.server.census;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.shuguan.dataplane.census.CensusListener;
import org.shuguan.dataplane.census.Progress;
import org.shuguan.dataplane.census.TableResult;
import org.shuguan.dataplane.source.OpenSource;
import org.shuguan.dataplane.source.SourceUnreadable;
import org.shuguan.dataplane.source.Table;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Runs a census and keeps each table's result as it comes. Interrupted anywhere, the next attempt goes on behind the
/// last table that was kept.
@Component
class CensusRunner {
    private static final Logger LOG = LoggerFactory.getLogger(CensusRunner.class);
    private static final Duration BETWEEN_WRITES = Duration.ofSeconds(1);

    private final ObjectProvider<Census> census;
    private final SourceRecords sources;
    private final Runs runs;
    private final FoundTables tables;
    private final TransactionTemplate transaction;
    private final Clock clock;

    CensusRunner(
            ObjectProvider<Census> census,
            SourceRecords sources,
            Runs runs,
            FoundTables tables,
            TransactionTemplate transaction,
            Clock clock) {
        this.census = census;
        this.sources = sources;
        this.runs = runs;
        this.tables = tables;
        this.transaction = transaction;
        this.clock = clock;
    }

    void run(UUID id) {
        CensusRun run = runs.find(id).orElse(null);
        if (run == null || run.state().over()) {
            return;
        }
        runs.begin(id, clock.instant());
        try {
            SourceRecord source = sources.find(run.source()).orElseThrow();
            new org.shuguan.dataplane.census.Census(census.getObject().opened(source), run.sample())
                    .run(tables.paths(id), new Keeper(id));
            runs.end(id, CensusRun.State.DONE, null, null, clock.instant());
        } catch (SourceUnreadable unreadable) {
            ended(id, unreadable);
        }
    }

    private void ended(UUID id, SourceUnreadable unreadable) {
        if (unreadable.reason() != SourceUnreadable.Reason.CANCELLED) {
            LOG.warn("census {} failed: {} {}", id, unreadable.reason(), unreadable.detail());
            runs.end(
                    id,
                    CensusRun.State.FAILED,
                    unreadable.reason().name(),
                    unreadable.detail().replace("\0", ""),
                    clock.instant());
        } else if (runs.cancelRequested(id)) {
            runs.end(id, CensusRun.State.CANCELLED, null, null, clock.instant());
        } else {
            // The server is going down: the scheduler tries again when it is up.
            throw new IllegalStateException("census " + id + " interrupted", unreadable);
        }
    }

    /// Writes down what the census tells.
    private final class Keeper implements CensusListener {
        private final UUID run;
        private Instant lastWrite = Instant.EPOCH;
        private Instant lastLook = Instant.EPOCH;
        private boolean cancelled;

        Keeper(UUID run) {
            this.run = run;
        }

        @Override
        public void discovered(List<Table> found, List<OpenSource.Unread> unread) {
            transaction.executeWithoutResult(status -> {
                runs.discovered(run, found.size());
                unread.forEach(file -> tables.addUnread(run, file));
            });
        }

        @Override
        public void onTable(TableResult result) {
            transaction.executeWithoutResult(status -> tables.add(run, result));
        }

        @Override
        public void onProgress(Progress progress) {
            Instant now = clock.instant();
            if (now.isAfter(lastWrite.plus(BETWEEN_WRITES))) {
                lastWrite = now;
                runs.progress(run, progress.rows());
            }
        }

        @Override
        public boolean cancelled() {
            Instant now = clock.instant();
            if (!cancelled && now.isAfter(lastLook.plus(BETWEEN_WRITES))) {
                lastLook = now;
                cancelled = runs.cancelRequested(run);
            }
            return cancelled || Thread.currentThread().isInterrupted();
        }
    }
}
