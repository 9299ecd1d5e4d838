package org.shuguan.server.exchange;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Person;
import org.shuguan.server.job.Jobs;
import org.shuguan.server.job.NewJob;
import org.shuguan.server.settings.Setting;
import org.shuguan.server.settings.Settings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/// Moves the calls of old months into files, and back for a while when somebody needs them. The seals stay in the
/// database, so that the files are proved like the database.
@Service
public class Archiving {
    /// Alarms compare with the two weeks before, so that a month stays for as long after its end.
    static final Duration AFTER_ITS_END = Duration.ofDays(15);

    static final String PAGE = "/office/exchange/archive";
    private static final Logger LOG = LoggerFactory.getLogger(Archiving.class);

    private final ArchiveRecords records;
    private final CallPartitions partitions;
    private final Jobs jobs;
    private final Setting<Integer> months;
    private final Setting<Integer> backDays;
    private final TransactionTemplate transaction;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Archiving(
            ArchiveRecords records,
            CallPartitions partitions,
            Jobs jobs,
            Settings settings,
            TransactionTemplate transaction,
            ApplicationEventPublisher events,
            Clock clock) {
        this.records = records;
        this.partitions = partitions;
        this.jobs = jobs;
        this.months = settings.number("exchange.call-months");
        this.backDays = settings.number("exchange.call-back-days");
        this.transaction = transaction;
        this.events = events;
        this.clock = clock;
    }

    /// How many months a month's calls stay in the database after its end.
    int monthsKept() {
        return months.today();
    }

    /// For how many days calls that were brought back stay.
    int daysBack() {
        return backDays.today();
    }

    /// The months whose calls are in the database only and that may be archived, the oldest first.
    public List<YearMonth> archivable() {
        Instant over = clock.instant().minus(AFTER_ITS_END);
        List<YearMonth> taken = records.all().stream()
                .filter(month -> month.state() != ArchivedMonth.State.FAILED)
                .map(ArchivedMonth::yearMonth)
                .toList();
        return partitions.filled().stream()
                .filter(month ->
                        !taken.contains(month) && !ArchivedMonth.until(month).isAfter(over))
                .toList();
    }

    /// Begins to move a month's calls into its file.
    ///
    /// @param by null if no person does
    /// @throws ExchangeRefused if it has none, is too young, or is being moved
    public void archive(YearMonth month, @Nullable Person by) {
        if (!archivable().contains(month)) {
            throw ExchangeRefused.notArchivable(month.toString());
        }
        move(month, by, ArchiveEvent.What.ARCHIVE, job -> records.begin(month, job, name(by), clock.instant()));
    }

    /// Begins to put a month's calls into the database again.
    ///
    /// @throws ExchangeRefused if they are not in their file alone
    void bringBack(YearMonth month, Person by) {
        move(month, by, ArchiveEvent.What.BRING, job -> records.bring(month, job, by.name(), clock.instant()));
    }

    private interface Begin {
        boolean begun(UUID job);
    }

    private void move(YearMonth month, @Nullable Person by, ArchiveEvent.What what, Begin begin) {
        UUID job = UUID.randomUUID();
        transaction.executeWithoutResult(status -> {
            if (!begin.begun(job)
                    || !jobs.start(new NewJob(
                            job,
                            ArchiveJob.NAME,
                            month.toString(),
                            null,
                            Map.of("month", month.toString()),
                            PAGE,
                            by))) {
                throw ExchangeRefused.archiveMoves(month.toString());
            }
            events.publishEvent(new ArchiveEvent(what, month.toString(), null, null));
        });
    }

    private static @Nullable String name(@Nullable Person by) {
        return by == null ? null : by.name();
    }

    /// Removes calls that were brought back from the database again.
    ///
    /// @throws ExchangeRefused if they are not there
    void away(YearMonth month) {
        ArchivedMonth archived = records.find(month)
                .filter(found -> found.state() == ArchivedMonth.State.BACK)
                .orElseThrow(() -> ExchangeRefused.archiveMoves(month.toString()));
        transaction.executeWithoutResult(status -> {
            if (!records.away(month)) {
                throw ExchangeRefused.archiveMoves(month.toString());
            }
            events.publishEvent(ArchiveEvent.of(ArchiveEvent.What.AWAY, archived));
        });
        remove(archived);
    }

    /// Removes the calls of an archived month from the database. A reader that holds them for long does not stop the
    /// writers: it is tried again by [#look].
    void remove(ArchivedMonth month) {
        try {
            partitions.remove(
                    month.yearMonth(),
                    Objects.requireNonNull(month.firstSequence()),
                    Objects.requireNonNull(month.lastSequence()));
        } catch (DataAccessException busy) {
            LOG.info("calls of {} are read at the moment and removed from the database later", month.month(), busy);
        }
    }

    /// Begins what is due: months that are old enough are archived, one after another, calls that were brought back
    /// go again, and what was archived leaves the database.
    public void look() {
        Instant now = clock.instant();
        for (ArchivedMonth month : records.all()) {
            if (month.state() == ArchivedMonth.State.BACK
                    && !Optional.ofNullable(month.backUntil()).orElse(now).isAfter(now)) {
                away(month.yearMonth());
            } else if (month.state() == ArchivedMonth.State.ARCHIVED) {
                remove(month);
            }
        }
        YearMonth oldestKept = YearMonth.from(now.atOffset(ZoneOffset.UTC)).minusMonths(months.today());
        archivable().stream()
                .filter(month -> month.isBefore(oldestKept))
                .findFirst()
                .ifPresent(month -> archive(month, null));
    }
}
