package org.shuguan.server.province;

import java.time.Clock;
import java.util.List;
import org.shuguan.server.collection.RowCopies;
import org.shuguan.server.task.Tasks;
import org.springframework.stereotype.Component;

/// The files of batches have rows of entries. Those of an entry are deleted whole when rows of it are removed for good;
/// what the province has of them the unit must have removed there.
@Component
class ReportedRows implements RowCopies {
    private final KeptBatches batches;
    private final BatchFolder folder;
    private final Tasks tasks;
    private final Clock clock;

    ReportedRows(KeptBatches batches, BatchFolder folder, Tasks tasks, Clock clock) {
        this.batches = batches;
        this.folder = folder;
        this.tasks = tasks;
        this.clock = clock;
    }

    @Override
    public List<Place> remove(Which which) {
        List<KeptBatches.Removed> removed = batches.removeFiles(which.entry(), clock.instant());
        for (KeptBatches.Removed one : removed) {
            folder.remove(one.id());
            if (batches.openRefused(one.template()) == 0) {
                tasks.close(Reporting.TASK, one.template().toString(), "");
            }
        }
        return List.of(new Place("province-files", removed.size()));
    }

    /// Files that are there now were made of versions without the rows.
    @Override
    public List<Place> left(Which which) {
        return List.of(new Place("province-files", 0));
    }
}
