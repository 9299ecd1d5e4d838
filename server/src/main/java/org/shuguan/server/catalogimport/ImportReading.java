package org.shuguan.server.catalogimport;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.dhatim.fastexcel.reader.ExcelReaderException;
import org.shuguan.dataplane.source.WorkbookArchive;
import org.shuguan.server.catalog.BulkDrafts;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.job.Job;
import org.shuguan.server.job.JobContext;
import org.shuguan.server.job.JobFailed;
import org.shuguan.server.job.JobKind;
import org.shuguan.server.job.JobStopped;
import org.shuguan.server.job.Lane;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Reads a workbook and stores what confirming it would do. If it is interrupted, the next start begins again.
@Component
class ImportReading implements JobKind {
    static final String NAME = "catalog-import-read";
    private static final Logger LOG = LoggerFactory.getLogger(ImportReading.class);
    private static final WorkbookArchive.Limits LIMITS = WorkbookArchive.Limits.streamed(1L << 30);

    private final ImportFiles files;
    private final ImportRuns runs;
    private final ImportRows rows;
    private final BulkDrafts drafts;
    private final Institution institution;
    private final TransactionTemplate transaction;

    ImportReading(
            ImportFiles files,
            ImportRuns runs,
            ImportRows rows,
            BulkDrafts drafts,
            Institution institution,
            TransactionTemplate transaction) {
        this.files = files;
        this.runs = runs;
        this.rows = rows;
        this.drafts = drafts;
        this.institution = institution;
        this.transaction = transaction;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Lane lane() {
        return Lane.SHORT;
    }

    @Override
    public String measure() {
        return "rows";
    }

    @Override
    public void run(JobContext job) {
        ImportRun run = runs.find(job.id()).orElseThrow(JobStopped::new);
        Path file = files.file(run.id());
        rows.clear(run.id());
        runs.begin(run.id());
        try {
            refuseExcess(file);
            job.total(GuideReader.count(file));
            var staging =
                    new ImportStaging(run, drafts, runs, rows, transaction, institution.units(institution.today()));
            boolean any = new GuideReader(
                            file,
                            code -> drafts.isCodeOf(run.unit(), code),
                            new GuideReader.Listener(staging::add, staging::add, job::done, job::stopping))
                    .read();
            job.orStop();
            if (!any) {
                throw problem("no-catalog");
            }
            staging.keep();
        } catch (IOException | ExcelReaderException broken) {
            LOG.warn("import {} cannot be read: {}", run.id(), broken.getMessage());
            throw problem("file-broken");
        }
    }

    @Override
    public void ended(Job job) {
        if (job.state() == Job.State.CANCELLED) {
            rows.clear(job.id());
        }
        if (job.state() != Job.State.FAILED || isTheWorkbooks(job)) {
            files.remove(job.id());
        }
    }

    @Override
    public boolean canRunAgain(Job failed) {
        return files.has(failed.id());
    }

    /// Whether the workbook itself could not be read, as opposed to an internal error.
    private static boolean isTheWorkbooks(Job failed) {
        return String.valueOf(failed.problem()).startsWith("catalog.");
    }

    private static void refuseExcess(Path file) throws IOException {
        Optional<WorkbookArchive.Excess> excess = WorkbookArchive.excess(file, LIMITS);
        if (excess.isPresent()) {
            throw switch (excess.get()) {
                case SIZE -> problem("file-too-large");
                case POSITION -> problem("cell-position");
            };
        }
    }

    private static JobFailed problem(String what) {
        return new JobFailed("catalog.import-problem." + what, null);
    }
}
