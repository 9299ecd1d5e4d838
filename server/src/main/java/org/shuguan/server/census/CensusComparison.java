package org.shuguan.server.census;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/// Lays a census that has read all beside the one before it and beside those of others.
@Component
class CensusComparison {
    private static final Logger LOG = LoggerFactory.getLogger(CensusComparison.class);

    private final Changes changes;
    private final TableChanges tableChanges;
    private final UndeclaredRelations relations;
    private final Sketches sketches;

    CensusComparison(Changes changes, TableChanges tableChanges, UndeclaredRelations relations, Sketches sketches) {
        this.changes = changes;
        this.tableChanges = tableChanges;
        this.relations = relations;
        this.sketches = sketches;
    }

    /// Before the census ends: whoever sees it done sees what came of it, and after a crash it is done again.
    /// The census ends whatever comes of this: a comparison is made again when somebody asks for it, relations at
    /// the next census.
    void look(CensusRun run) {
        try {
            tableChanges.before(run.id()).ifPresent(before -> changes.compareAnew(run.id(), before));
            relations.look(run);
        } catch (RuntimeException | OutOfMemoryError e) {
            LOG.warn("census {} could not be compared with the one before", run.id(), e);
        }
    }

    /// After its end, when it counts among those whose sketches are kept.
    void tidy(CensusRun run) {
        try {
            sketches.forgetOld(run.source());
        } catch (DataAccessException e) {
            LOG.warn("sketches before census {} are kept on", run.id(), e);
        }
    }
}
