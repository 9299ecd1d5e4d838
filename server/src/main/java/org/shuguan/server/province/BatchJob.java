package org.shuguan.server.province;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.CodingErrorAction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.lake.LakeReader;
import org.shuguan.dataplane.lake.LakeRefused;
import org.shuguan.dataplane.lake.LakeTable;
import org.shuguan.dataplane.lake.LakeVersion;
import org.shuguan.server.collection.CollectedData;
import org.shuguan.server.collection.ItemMasks;
import org.shuguan.server.job.Job;
import org.shuguan.server.job.JobContext;
import org.shuguan.server.job.JobFailed;
import org.shuguan.server.job.JobKind;
import org.shuguan.server.job.Lane;
import org.shuguan.server.platform.Hashes;
import org.shuguan.server.quality.Quality;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Writes the file of a batch from the newest good version of the entry's data. The file contains nothing else, so that
/// the same version and template give the same bytes. An interrupted start begins again; what it has written is not
/// the file before it is whole and its hash is kept.
@Component("provinceJob")
class BatchJob implements JobKind {
    static final String NAME = "province-report";
    private static final int AT_ONCE = 1000;

    private final KeptBatches batches;
    private final KeptTemplates templates;
    private final BatchFolder folder;
    private final CollectedData data;
    private final Quality quality;
    private final TransactionTemplate transaction;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    BatchJob(
            KeptBatches batches,
            KeptTemplates templates,
            BatchFolder folder,
            CollectedData data,
            Quality quality,
            TransactionTemplate transaction,
            ApplicationEventPublisher events,
            Clock clock) {
        this.batches = batches;
        this.templates = templates;
        this.folder = folder;
        this.data = data;
        this.quality = quality;
        this.transaction = transaction;
        this.events = events;
        this.clock = clock;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Lane lane() {
        return Lane.LONG;
    }

    @Override
    public String measure() {
        return "rows";
    }

    @Override
    public boolean canRunAgain(Job failed) {
        return false;
    }

    @Override
    public void run(JobContext job) throws IOException, LakeRefused {
        ProvinceBatch batch = batches.find(job.id())
                .filter(one -> one.state() == ProvinceBatch.State.PREPARING)
                .orElse(null);
        if (batch == null) {
            return;
        }
        boolean written = false;
        try {
            written = written(batch, job);
        } catch (LakeRefused refused) {
            if (refused.reason() == LakeRefused.Reason.NO_VERSION) {
                throw new JobFailed("province.problem.version-gone", null);
            }
            throw refused;
        } finally {
            if (!written) {
                folder.discard(batch.id());
            }
        }
    }

    private boolean written(ProvinceBatch batch, JobContext job) throws IOException, LakeRefused {
        LakeTable table = data.table(batch.entry()).orElseThrow(BatchJob::noVersion);
        LakeVersion version = quality.goodVersion(batch.entry()).orElseThrow(BatchJob::noVersion);
        List<ProvinceColumn> columns = templates.columns(batch.columns());
        List<String> lacking = RowMapping.lacking(columns, version.columns());
        if (!lacking.isEmpty()) {
            throw new JobFailed("province.problem.lacking", String.join("、", lacking));
        }
        batches.forgetMisfits(batch.id());
        job.total(version.rows());
        Path unfinished = folder.unfinished(batch.id());
        Counted counted = new Counted(batch, columns, data.masks(batch.entry()), job);
        var charset = batch.fileKind().charset();
        try (Writer out = new BufferedWriter(new OutputStreamWriter(
                Files.newOutputStream(unfinished), charset.newEncoder().onMalformedInput(CodingErrorAction.REPORT)))) {
            out.write(batch.fileKind().isMarked() ? "\uFEFF" : "");
            RowMapping mapping = new RowMapping(columns, version.columns(), charset.newEncoder());
            out.write(CsvText.line(mapping.heading()));
            new LakeReader(table).each(version, row -> counted.take(mapping.mapped(row), out));
        }
        counted.keep();
        if (!quality.isGood(batch.entry(), version.id())) {
            throw new JobFailed("province.problem.version-gone", null);
        }
        boolean stopped = counted.leftOut > 0 && !batch.partial();
        if (stopped) {
            folder.discard(batch.id());
            end(batch, ProvinceBatch.State.STOPPED, version, counted, null, null);
            return false;
        }
        long bytes = Files.size(unfinished);
        String digest = Hashes.hexSha256(unfinished);
        folder.finished(batch.id());
        return end(batch, ProvinceBatch.State.WRITTEN, version, counted, bytes, digest);
    }

    private boolean end(
            ProvinceBatch batch,
            ProvinceBatch.State state,
            LakeVersion version,
            Counted counted,
            @Nullable Long bytes,
            @Nullable String digest) {
        return Objects.requireNonNullElse(
                transaction.execute(status -> {
                    boolean kept = batches.finish(
                            batch.id(),
                            state,
                            version,
                            counted.fitting,
                            counted.leftOut,
                            bytes,
                            digest,
                            clock.instant());
                    if (kept) {
                        events.publishEvent(new ProvinceEvent(
                                digest == null ? ProvinceEvent.What.STOP : ProvinceEvent.What.WRITE,
                                batch.template(),
                                batch.unit(),
                                Map.of(
                                        "batch",
                                        batch.number(),
                                        "written",
                                        Long.toString(counted.fitting),
                                        "leftOut",
                                        Long.toString(counted.leftOut),
                                        "sha256",
                                        String.valueOf(digest))));
                    }
                    return kept;
                }),
                false);
    }

    private static JobFailed noVersion() {
        return new JobFailed("province.problem.no-version", null);
    }

    @Override
    public void ended(Job job) {
        if (job.state() == Job.State.FAILED || job.state() == Job.State.CANCELLED) {
            batches.fail(job.id(), clock.instant());
        }
    }

    /// Writes the rows that fit and keeps what does not fit of the others.
    private final class Counted {
        private final UUID batch;
        private final List<ProvinceColumn> columns;
        private final ItemMasks masks;
        private final JobContext job;
        private final List<Misfits> found = new ArrayList<>();
        private long fitting;
        private long leftOut;

        Counted(ProvinceBatch batch, List<ProvinceColumn> columns, ItemMasks masks, JobContext job) {
            this.batch = batch.id();
            this.columns = columns;
            this.masks = masks;
            this.job = job;
        }

        void take(RowMapping.Mapped row, Writer out) throws IOException {
            if (row.misfits().isEmpty()) {
                fitting++;
                out.write(CsvText.line(row.cells()));
            } else {
                leftOut++;
                found.add(Misfits.of(fitting + leftOut, row.misfits(), columns, masks));
                if (found.size() >= AT_ONCE) {
                    keep();
                }
            }
            if ((fitting + leftOut) % AT_ONCE == 0) {
                job.orStop();
                job.done(fitting + leftOut);
            }
        }

        void keep() {
            if (!found.isEmpty()) {
                batches.add(batch, found);
                found.clear();
            }
            job.done(fitting + leftOut);
        }
    }
}
