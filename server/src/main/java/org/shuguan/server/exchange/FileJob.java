package org.shuguan.server.exchange;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.serve.ConsumerReader;
import org.shuguan.dataplane.serve.Granted;
import org.shuguan.dataplane.serve.LakeServed;
import org.shuguan.dataplane.serve.ReadRefused;
import org.shuguan.dataplane.serve.RowFile;
import org.shuguan.dataplane.serve.RowsUnwritable;
import org.shuguan.dataplane.serve.ServedTable;
import org.shuguan.dataplane.serve.SourceAway;
import org.shuguan.server.job.Job;
import org.shuguan.server.job.JobContext;
import org.shuguan.server.job.JobFailed;
import org.shuguan.server.job.JobKind;
import org.shuguan.server.job.Lane;
import org.shuguan.server.platform.CityTime;
import org.shuguan.server.platform.Hashes;
import org.shuguan.server.platform.Rows;
import org.shuguan.server.platform.Texts;
import org.shuguan.server.settings.Setting;
import org.shuguan.server.settings.Settings;
import org.shuguan.server.sharing.Grant;
import org.shuguan.server.sharing.Grants;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Prepares a file: the rows that its grant gives, read once by the one reader. It is ready when it is whole and its
/// hash is known, or it fails with a sentence; nothing in between can be downloaded. Only [FileGateway] sends it.
@Component
class FileJob implements JobKind {
    static final String NAME = "exchange-file";

    private final FileRecords records;
    private final FileFolder folder;
    private final Grants grants;
    private final Served served;
    private final Setting<Integer> hours;
    private final Setting<Integer> megabytes;
    private final Texts texts;
    private final JsonMapper json;
    private final Clock clock;

    FileJob(
            FileRecords records,
            FileFolder folder,
            Grants grants,
            Served served,
            Settings settings,
            Texts texts,
            JsonMapper json,
            Clock clock) {
        this.records = records;
        this.folder = folder;
        this.grants = grants;
        this.served = served;
        this.hours = settings.number("exchange.file-hours");
        this.megabytes = settings.number("exchange.file-megabytes");
        this.texts = texts;
        this.json = json;
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

    /// Whoever waits is told at once, and asks again.
    @Override
    public int tries() {
        return 1;
    }

    @Override
    public boolean canRunAgain(Job failed) {
        return false;
    }

    @Override
    public void run(JobContext job) throws IOException {
        FileRecords.Row file = records.find(job.id())
                .filter(row -> row.state() == FileRecords.State.WAITING)
                .orElse(null);
        if (file == null) {
            return;
        }
        boolean ready = false;
        try {
            ready = prepared(file, job);
        } catch (ReadRefused refused) {
            throw failed(file, ExchangeRefused.read(refused));
        } catch (SourceAway away) {
            throw failed(file, ExchangeRefused.away(away));
        } catch (RowsUnwritable unwritable) {
            throw failed(file, ExchangeRefused.unwritable(unwritable));
        } catch (ExchangeRefused refused) {
            throw failed(file, refused);
        } finally {
            if (!ready) {
                folder.discard(file.id());
            }
        }
    }

    private boolean prepared(FileRecords.Row file, JobContext job) throws ReadRefused, SourceAway, IOException {
        Grant grant = grants.find(file.dataGrant())
                .filter(found -> found.change() == file.grantChange() && found.inForceOn(CityTime.today(clock)))
                .orElseThrow(ExchangeRefused::noGrant);
        Granted granted = served.granted(grant);
        Path unfinished = folder.unfinished(file.id());
        Long version;
        long rows;
        try (RowFile out = RowFile.create(
                unfinished,
                RowFile.Format.of(file.format()).orElseThrow(),
                RowFile.Encoding.of(file.encoding()).orElseThrow(),
                (long) megabytes.today() << 20,
                done -> {
                    job.orStop();
                    job.done(done);
                })) {
            version = file.since() == null
                    ? snapshot(grant, granted, file.source(), out)
                    : changes(grant, granted, file.since(), out);
            rows = out.rows();
        }
        long bytes = Files.size(unfinished);
        byte[] digest = HexFormat.of().parseHex(Hashes.hexSha256(unfinished));
        folder.finished(file.id());
        Instant now = clock.instant();
        return records.ready(file.id(), version, rows, bytes, digest, now, now.plus(Duration.ofHours(hours.today())));
    }

    private @Nullable Long snapshot(Grant grant, Granted granted, @Nullable String source, RowFile out)
            throws ReadRefused, SourceAway {
        Served.From from = source == null ? null : Rows.constant(Served.From.class, source);
        ServedTable table = served.whole(grant, from);
        ConsumerReader.snapshot(table, granted, out);
        return table instanceof LakeServed lake ? lake.id() : null;
    }

    private Long changes(Grant grant, Granted granted, long since, RowFile out) throws ReadRefused, SourceAway {
        LakeServed newer = served.newest(grant);
        ConsumerReader.changes(served.collected(grant, since), newer, granted, out);
        return newer.id();
    }

    private JobFailed failed(FileRecords.Row file, ExchangeRefused refused) {
        records.failed(file.id(), refused.code(), json.writeValueAsString(refused.facts()));
        return new JobFailed("exchange.problem.file", texts.say("refusal." + refused.code(), refused.facts()));
    }

    @Override
    public void ended(Job job) {
        if (job.state() == Job.State.FAILED || job.state() == Job.State.CANCELLED) {
            records.failed(job.id(), "exchange/file-broken", "{}");
        }
    }
}
