package org.shuguan.server.census;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Compares a census that has read everything with the one before it and with those of other units.
@Component
class CensusComparison {
    private static final Logger LOG = LoggerFactory.getLogger(CensusComparison.class);

    private final Changes changes;
    private final TableChanges tableChanges;
    private final UndeclaredRelations relations;

    CensusComparison(Changes changes, TableChanges tableChanges, UndeclaredRelations relations) {
        this.changes = changes;
        this.tableChanges = tableChanges;
        this.relations = relations;
    }

    /// Runs before the census ends, so that the comparison exists when people see that it has ended; after a crash
    /// it is repeated. An error here does not fail the census: comparisons are computed again on request,
    /// relations at the next census.
    void look(CensusRun run) {
        try {
            tableChanges.before(run.id()).ifPresent(before -> changes.compareAnew(run.id(), before));
            relations.look(run);
        } catch (RuntimeException | OutOfMemoryError e) {
            LOG.warn("census {} could not be compared with the one before", run.id(), e);
        }
    }
}
