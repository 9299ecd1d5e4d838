package org.shuguan.server.exchange;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.serve.ReadRefused;
import org.shuguan.dataplane.serve.RowFile;
import org.shuguan.dataplane.serve.SourceAway;
import org.shuguan.server.access.Person;
import org.shuguan.server.job.Jobs;
import org.shuguan.server.job.NewJob;
import org.shuguan.server.platform.Rows;
import org.shuguan.server.sharing.Grant;
import org.shuguan.server.sharing.GrantChanged;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// The files of grants: asked for, prepared, kept for a while, and removed at once when their grant changes in any way,
/// because it may give less then.
@Service
class GrantFiles {
    /// A file that is wanted.
    ///
    /// @param from null for the collected copy, or the owner's database where there is none
    /// @param since only what changed since this version, null for all rows
    record Wanted(
            RowFile.Format format,
            RowFile.Encoding encoding,
            Served.@Nullable From from,
            @Nullable Long since) {
        /// What is recorded of it.
        String text() {
            return format.word()
                    + (format == RowFile.Format.CSV ? " " + encoding.word() : "")
                    + (since == null ? "" : " since " + since)
                    + (from == null ? "" : " " + Rows.word(from));
        }
    }

    static final int MOST_WAITING = 2;
    static final int MOST_KEPT = 5;
    private static final int VERSIONS = 20;

    private final FileRecords records;
    private final FileFolder folder;
    private final Served served;
    private final Admission admission;
    private final Jobs jobs;
    private final Clock clock;

    GrantFiles(FileRecords records, FileFolder folder, Served served, Admission admission, Jobs jobs, Clock clock) {
        this.records = records;
        this.folder = folder;
        this.served = served;
        this.admission = admission;
        this.jobs = jobs;
        this.clock = clock;
    }

    /// Begins to prepare a file. The oldest one makes room if the grant has many.
    ///
    /// @param officer null if a machine asks
    /// @throws ExchangeRefused if others wait, or changes since that version are not told
    @Transactional
    public UUID ask(Grant grant, Wanted wanted, UUID by, String name, @Nullable Person officer)
            throws ReadRefused, SourceAway {
        records.lock(grant.id());
        List<FileRecords.Row> open = records.openOf(grant.id());
        if (open.stream()
                        .filter(file -> file.state() == FileRecords.State.WAITING)
                        .count()
                >= MOST_WAITING) {
            throw ExchangeRefused.filesWait(MOST_WAITING);
        }
        if (wanted.since() != null) {
            mustBeTold(grant, wanted.since(), wanted.from());
        }
        open.stream().skip(MOST_KEPT - 1).forEach(this::remove);
        UUID id = UUID.randomUUID();
        records.add(new FileRecords.Row(
                id,
                grant.id(),
                grant.change(),
                by,
                name,
                clock.instant(),
                wanted.format().word(),
                wanted.encoding().word(),
                wanted.from() == null ? null : Rows.word(wanted.from()),
                wanted.since(),
                FileRecords.State.WAITING,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null));
        jobs.start(new NewJob(
                id,
                FileJob.NAME,
                id.toString(),
                grant.consumer(),
                Map.of("title", grant.title(), "number", grant.number()),
                "/office/exchange/grants/" + grant.id(),
                officer));
        return id;
    }

    /// Changes are told since versions of which the grant had a file: an older one would tell of rows that were gone
    /// before it was given.
    private void mustBeTold(Grant grant, long since, Served.@Nullable From from) throws ReadRefused, SourceAway {
        List<Long> versions = versions(grant.id());
        if (from == Served.From.LIVE || !versions.contains(since)) {
            throw ExchangeRefused.since(versions.stream().map(String::valueOf).collect(Collectors.joining(", ")));
        }
        served.collected(grant, since);
    }

    /// The versions since which changes are told.
    List<Long> versions(UUID grant) {
        return records.versions(grant, VERSIONS);
    }

    Optional<FileRecords.Row> find(UUID id) {
        return records.find(id);
    }

    private void remove(FileRecords.Row file) {
        records.removed(file.id());
        folder.remove(file.id());
    }

    /// Removes all files of a grant that wait or are ready.
    ///
    /// @return number of those that were ready
    int removeAll(UUID grant) {
        List<FileRecords.Row> open = records.openOf(grant);
        open.forEach(this::remove);
        return (int) open.stream()
                .filter(file -> file.state() == FileRecords.State.READY)
                .count();
    }

    /// In the transaction of the change.
    @EventListener
    void changed(GrantChanged event) {
        records.openOf(event.grant()).stream()
                .filter(file -> file.grantChange() != event.change())
                .forEach(this::remove);
    }

    /// Removes what expired, what belongs to grants that ended with their term, and what a crash has left.
    @Transactional
    public void tidy() {
        for (FileRecords.Row file : records.open()) {
            boolean expired = file.expiresAt() != null && file.expiresAt().isBefore(clock.instant());
            if (expired || !admission.stands(file.dataGrant(), file.grantChange())) {
                remove(file);
            }
        }
        folder.sweep();
    }
}
