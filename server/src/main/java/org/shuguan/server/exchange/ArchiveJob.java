package org.shuguan.server.exchange;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.job.Job;
import org.shuguan.server.job.JobContext;
import org.shuguan.server.job.JobFailed;
import org.shuguan.server.job.JobKind;
import org.shuguan.server.job.JobStopped;
import org.shuguan.server.job.Lane;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/// Moves the calls of a month into its file, or into the database again. Nothing leaves the database before the file is
/// whole, on the disk and proved by the seals. After the death of its process it begins again.
@Component
class ArchiveJob implements JobKind {
    static final String NAME = "exchange-archive";
    private static final int AT_ONCE = 5000;

    private static final String RESTORE = """
            insert into exchange.call (sequence, id, at, client, client_name, consumer, data_grant, grant_number, owner,
                                       resource, purpose, action, filter, fields, row_count, status, result, microseconds,
                                       bytes, digest, key_id, address)
            select cast(c ->> 'sequence' as bigint), cast(c ->> 'id' as uuid),
                   timestamptz 'epoch' + cast(c ->> 'micros' as bigint) * interval '1 microsecond',
                   cast(c ->> 'client' as uuid), c ->> 'client_name', c ->> 'consumer',
                   cast(c ->> 'data_grant' as uuid), c ->> 'grant_number', c ->> 'owner', c ->> 'resource', c ->> 'purpose',
                   c ->> 'action', c ->> 'filter', c ->> 'fields', cast(c ->> 'row_count' as int),
                   cast(c ->> 'status' as smallint), c ->> 'result', cast(c ->> 'microseconds' as int),
                   cast(c ->> 'bytes' as int), decode(c ->> 'digest', 'hex'), c ->> 'key_id', c ->> 'address'
              from unnest(cast(:lines as text[])) as line, cast(line as jsonb) as c
             where not exists (select from exchange.call there where there.sequence = cast(c ->> 'sequence' as bigint))
            """;

    private final ArchiveRecords records;
    private final ArchiveFolder folder;
    private final Archiving archiving;
    private final Seals seals;
    private final Sealing sealing;
    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final TransactionTemplate transaction;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    ArchiveJob(
            ArchiveRecords records,
            ArchiveFolder folder,
            Archiving archiving,
            Seals seals,
            Sealing sealing,
            JdbcClient jdbc,
            JsonMapper json,
            TransactionTemplate transaction,
            ApplicationEventPublisher events,
            Clock clock) {
        this.records = records;
        this.folder = folder;
        this.archiving = archiving;
        this.seals = seals;
        this.sealing = sealing;
        this.jdbc = jdbc;
        this.json = json;
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
        return "calls";
    }

    /// Its page begins it again.
    @Override
    public boolean canRunAgain(Job failed) {
        return false;
    }

    @Override
    public void run(JobContext job) throws IOException {
        ArchivedMonth month = records.ofJob(job.id()).orElse(null);
        if (month == null) {
            return;
        }
        switch (month.state()) {
            case ARCHIVING -> archive(month.yearMonth(), job);
            case BRINGING -> bringBack(month, job);
            case ARCHIVED -> archiving.remove(month);
            case FAILED, BACK -> {
                // It was ended meanwhile.
            }
        }
    }

    private void archive(YearMonth month, JobContext job) throws IOException {
        ArchiveFile file = folder.file(month);
        ArchiveFile.Written written = write(month, file, job);
        sealing.verify(written.first(), written.last()).ifPresent(broken -> {
            throw new JobFailed("exchange.problem.archive-broken", Long.toString(broken.number()));
        });
        if (!file.is(written.sha256())) {
            throw new IOException(file.path() + " is not as it was written");
        }
        prove(file, written);
        boolean archived = Boolean.TRUE.equals(transaction.execute(status -> {
            boolean still = records.archived(month, written, clock.instant());
            if (still) {
                events.publishEvent(new ArchiveEvent(
                        ArchiveEvent.What.ARCHIVED, month.toString(), written.calls(), written.sha256()));
            }
            return still;
        }));
        if (!archived) {
            throw new JobStopped();
        }
        records.find(month).ifPresent(archiving::remove);
    }

    private ArchiveFile.Written write(YearMonth month, ArchiveFile file, JobContext job) throws IOException {
        sealing.sealAll();
        long sealed = seals.last().map(Seals.Seal::lastSequence).orElse(0L);
        try (ArchiveFile.Writer out = file.writer()) {
            long last = -1;
            long done = 0;
            List<Map<String, @Nullable String>> part = part(month, last);
            while (!part.isEmpty()) {
                for (Map<String, @Nullable String> call : part) {
                    last = ArchiveFile.sequence(call);
                    out.add(call);
                }
                job.orStop();
                done += part.size();
                job.done(done);
                part = part(month, last);
            }
            if (done == 0) {
                throw new JobFailed("exchange.problem.archive-empty", null);
            }
            if (last > sealed) {
                throw new JobFailed("exchange.problem.archive-not-sealed", null);
            }
            return out.finish();
        }
    }

    private List<Map<String, @Nullable String>> part(YearMonth month, long after) {
        return seals.calls(ArchivedMonth.from(month), ArchivedMonth.until(month), after, AT_ONCE);
    }

    /// Reads the file as it is on the disk, and compares each of its calls with the database.
    private void prove(ArchiveFile file, ArchiveFile.Written written) throws IOException {
        try (ArchiveFile.Reader in = file.reader()) {
            long proved = 0;
            for (List<Map<String, @Nullable String>> part = part(in); !part.isEmpty(); part = part(in)) {
                mustBeThere(part);
                proved += part.size();
            }
            if (proved != written.calls()) {
                throw new IOException(file.path() + " has " + proved + " calls instead of " + written.calls());
            }
        }
    }

    private void mustBeThere(List<Map<String, @Nullable String>> calls) throws IOException {
        Set<String> present = seals
                .leaves(
                        ArchiveFile.sequence(calls.getFirst()),
                        ArchiveFile.sequence(calls.getLast()),
                        Integer.MAX_VALUE)
                .stream()
                .map(leaf -> Seals.hex(leaf.hash()))
                .collect(Collectors.toSet());
        for (Map<String, @Nullable String> call : calls) {
            if (!present.contains(Seals.hex(Seals.leaf(call).hash()))) {
                throw new IOException("call " + ArchiveFile.sequence(call) + " is another one in the database");
            }
        }
    }

    private static List<Map<String, @Nullable String>> part(ArchiveFile.Reader in) throws IOException {
        List<Map<String, @Nullable String>> part = new ArrayList<>();
        while (part.size() < AT_ONCE) {
            Map<String, @Nullable String> call = in.call();
            if (call == null) {
                break;
            }
            part.add(call);
        }
        return part;
    }

    private void bringBack(ArchivedMonth month, JobContext job) throws IOException {
        ArchiveFile file = folder.file(month.yearMonth());
        if (!file.is(month.digest())) {
            throw new JobFailed("exchange.problem.archive-lost", file.path().toString());
        }
        job.total(Objects.requireNonNull(month.calls()));
        try (ArchiveFile.Reader in = file.reader()) {
            transaction.executeWithoutResult(status -> {
                try {
                    restore(in, job);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                if (!records.back(month.yearMonth(), clock.instant().plus(Duration.ofDays(archiving.daysBack())))) {
                    throw new JobStopped();
                }
                events.publishEvent(ArchiveEvent.of(ArchiveEvent.What.BACK, month));
            });
        }
    }

    private void restore(ArchiveFile.Reader in, JobContext job) throws IOException {
        long done = 0;
        for (List<Map<String, @Nullable String>> part = part(in); !part.isEmpty(); part = part(in)) {
            jdbc.sql(RESTORE)
                    .param("lines", part.stream().map(json::writeValueAsString).toArray(String[]::new))
                    .update();
            mustBeThere(part);
            job.orStop();
            done += part.size();
            job.done(done);
        }
    }

    @Override
    public void ended(Job job) {
        if (job.state() == Job.State.FAILED || job.state() == Job.State.CANCELLED) {
            records.failed(job.id(), job.problem(), job.problemDetail());
        }
    }
}
