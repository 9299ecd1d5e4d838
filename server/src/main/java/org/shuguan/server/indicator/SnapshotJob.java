package org.shuguan.server.indicator;

import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Person;
import org.shuguan.server.job.JobContext;
import org.shuguan.server.job.JobKind;
import org.shuguan.server.job.Jobs;
import org.shuguan.server.job.Lane;
import org.shuguan.server.job.NewJob;
import org.shuguan.server.platform.CityTime;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Keeps today's figures of all indicators. Of indicators whose rows are dated it also counts the ends of months that
/// were not kept, as far back as the rows and the series go. It can be repeated: a day is kept once, the last time
/// counts.
@Component
class SnapshotJob implements JobKind {
    static final String NAME = "indicator-snapshot";

    private final ObjectProvider<Jobs> jobs;
    private final ObjectProvider<Indicators> declared;
    private final Snapshots snapshots;
    private final TransactionTemplate transaction;
    private final Clock clock;

    /// @param declared asked for when it runs, because modules that declare indicators start jobs
    SnapshotJob(
            ObjectProvider<Jobs> jobs,
            ObjectProvider<Indicators> declared,
            Snapshots snapshots,
            TransactionTemplate transaction,
            Clock clock) {
        this.jobs = jobs;
        this.declared = declared;
        this.snapshots = snapshots;
        this.transaction = transaction;
        this.clock = clock;
    }

    /// Starts it, unless it waits or runs.
    ///
    /// @param by null if no person started it
    boolean start(@Nullable Person by) {
        return Boolean.TRUE.equals(transaction.execute(status -> jobs.getObject()
                .start(new NewJob(
                        UUID.randomUUID(),
                        NAME,
                        "city",
                        null,
                        Map.of("day", CityTime.today(clock).toString()),
                        "/office/cockpit",
                        by))));
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
        return "indicators";
    }

    @Override
    public void run(JobContext job) {
        Indicators indicators = declared.getObject();
        List<Indicator> all = List.copyOf(indicators.all());
        job.total(all.size());
        for (int i = 0; i < all.size(); i++) {
            job.orStop();
            Indicator one = all.get(i);
            LocalDate today = CityTime.today(clock);
            snapshots.keep(one, today, false, indicators.now(one).values(), clock.instant());
            indicators.knownFrom(one).ifPresent(first -> fill(indicators, one, first, today));
            job.done(i + 1);
        }
    }

    private void fill(Indicators indicators, Indicator indicator, LocalDate first, LocalDate today) {
        YearMonth earliest = YearMonth.from(today).minusMonths(Series.MONTHS - 1L);
        Set<LocalDate> kept = snapshots.days(indicator, earliest.atDay(1)).stream()
                .map(Snapshots.Day::day)
                .collect(Collectors.toSet());
        for (YearMonth month = earliest; month.isBefore(YearMonth.from(today)); month = month.plusMonths(1)) {
            LocalDate end = month.atEndOfMonth();
            if (!end.isBefore(first) && !kept.contains(end)) {
                snapshots.keep(
                        indicator, end, true, indicators.on(indicator, end).values(), clock.instant());
            }
        }
    }
}
