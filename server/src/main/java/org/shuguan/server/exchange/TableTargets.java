package org.shuguan.server.exchange;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.lake.LakeVersion;
import org.shuguan.dataplane.serve.LiveSource;
import org.shuguan.dataplane.source.Source;
import org.shuguan.dataplane.source.SourceUnreadable;
import org.shuguan.server.access.Actor;
import org.shuguan.server.access.Person;
import org.shuguan.server.census.Census;
import org.shuguan.server.census.SourceRecord;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.job.Jobs;
import org.shuguan.server.job.NewJob;
import org.shuguan.server.platform.ChangedMeanwhile;
import org.shuguan.server.platform.CityTime;
import org.shuguan.server.platform.InvalidInput;
import org.shuguan.server.platform.NotFound;
import org.shuguan.server.platform.SealedValues;
import org.shuguan.server.platform.Secrets;
import org.shuguan.server.quality.Quality;
import org.shuguan.server.sharing.Grant;
import org.shuguan.server.sharing.Grants;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// The tables of consumers that the rows of grants are put into, and when. A consumer chooses a database that it has
/// registered, and an account that may write one table of it.
@Service
public class TableTargets implements SealedValues {
    /// What a consumer enters.
    ///
    /// @param secret null to keep the stored one
    /// @param hour of the day if the rhythm is daily
    /// @param version of the target that the person saw, null if there is none yet
    public record Entered(
            @Nullable UUID source,
            @Nullable String path,
            TableTarget.@Nullable Manner manner,
            @Nullable Boolean made,
            @Nullable String account,
            @Nullable String secret,
            TableTarget.@Nullable Rhythm rhythm,
            @Nullable Integer hour,
            @Nullable Long version) {}

    private static final int LONGEST = 200;
    private static final int HOURS = 24;
    /// After a failure the next delivery that nobody asks for waits.
    private static final Duration AFTER_A_FAILURE = Duration.ofHours(1);

    private final TargetRecords records;
    private final Grants grants;
    private final Institution institution;
    private final Census census;
    private final Quality quality;
    private final Secrets secrets;
    private final Jobs jobs;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    TableTargets(
            TargetRecords records,
            Grants grants,
            Institution institution,
            Census census,
            Quality quality,
            Secrets secrets,
            Jobs jobs,
            ApplicationEventPublisher events,
            Clock clock) {
        this.records = records;
        this.grants = grants;
        this.institution = institution;
        this.census = census;
        this.quality = quality;
        this.secrets = secrets;
        this.jobs = jobs;
        this.events = events;
        this.clock = clock;
    }

    /// The databases that a table can be in: those of the unit that is the consumer today, and of the units that it
    /// succeeds.
    public List<SourceRecord> databases(Grant grant) {
        LocalDate today = institution.today();
        return institution.answersFor(institution.answering(grant.consumer(), today), today).stream()
                .flatMap(unit -> census.databasesOf(unit).stream())
                .toList();
    }

    /// Sets the table of a grant, or changes it.
    @Transactional
    public void set(Grant grant, Entered entered, Actor actor) {
        if (!grant.modes().contains(Grant.Mode.TABLE)) {
            throw ExchangeRefused.mode(Grant.Mode.TABLE);
        }
        Optional<TableTarget> known = records.of(grant.id());
        SourceRecord source = databases(grant).stream()
                .filter(one -> one.id().equals(entered.source()))
                .findFirst()
                .orElse(null);
        boolean sameDoor = known.isPresent()
                && source != null
                && known.get().host().equals(source.host())
                && Objects.equals(known.get().port(), source.port())
                && known.get().account().equals(text(entered.account()));
        check(entered, source, sameDoor);
        SourceRecord chosen = Objects.requireNonNull(source);
        UUID id = known.map(TableTarget::id).orElseGet(UUID::randomUUID);
        TableTarget target = new TableTarget(
                id,
                grant.id(),
                chosen.id(),
                text(entered.path()),
                Objects.requireNonNull(entered.manner()),
                Boolean.TRUE.equals(entered.made()),
                text(entered.account()),
                String.valueOf(chosen.host()),
                Objects.requireNonNull(chosen.port()),
                Objects.requireNonNull(entered.rhythm()),
                entered.rhythm() == TableTarget.Rhythm.DAILY ? entered.hour() : null,
                actor.officer().value(),
                actor.officerName(),
                clock.instant(),
                entered.version() == null ? 1 : entered.version());
        byte[] sealed =
                text(entered.secret()).isEmpty() ? null : secrets.seal(String.valueOf(entered.secret()), id.toString());
        boolean stored = known.isEmpty()
                ? records.add(target, Objects.requireNonNull(sealed))
                : entered.version() != null && records.change(target);
        if (!stored) {
            throw new ChangedMeanwhile(
                    records.of(grant.id()).map(TableTarget::version).orElse(0L));
        }
        if (known.isPresent() && sealed != null) {
            records.setSecret(id, sealed);
        }
        tell(TargetEvent.What.SET, grant, target, actor);
    }

    private static void check(Entered entered, @Nullable SourceRecord source, boolean secretKept) {
        String path = text(entered.path());
        Integer hour = entered.hour();
        new InvalidInput.Check()
                .that(source != null, "source", "required")
                .that(!path.isEmpty(), "path", "required")
                .that(path.length() <= LONGEST, "path", "too-long", Map.of("max", LONGEST))
                .that(entered.manner() != null, "manner", "required")
                .that(!text(entered.account()).isEmpty(), "account", "required")
                .that(text(entered.account()).length() <= LONGEST, "account", "too-long", Map.of("max", LONGEST))
                .that(secretKept || !text(entered.secret()).isEmpty(), "secret", "required")
                .that(entered.rhythm() != null, "rhythm", "required")
                .that(
                        entered.rhythm() != TableTarget.Rhythm.DAILY || (hour != null && hour >= 0 && hour < HOURS),
                        "hour",
                        "required")
                .orRefuse();
    }

    private static String text(@Nullable String entered) {
        return entered == null ? "" : entered.strip();
    }

    /// Ends the deliveries into a table. What is in the table stays: it is the consumer's.
    @Transactional
    public void remove(Grant grant, Actor actor) {
        TableTarget target = records.of(grant.id()).orElseThrow(NotFound::new);
        if (!records.remove(target.id())) {
            throw new NotFound();
        }
        tell(TargetEvent.What.REMOVED, grant, target, actor);
    }

    private void tell(TargetEvent.What what, Grant grant, TableTarget target, Actor actor) {
        events.publishEvent(
                TargetEvent.of(what, grant, place(target), null, clock.instant().toString(), actor.officer()));
    }

    /// Where the table is, for people.
    static String place(TableTarget target) {
        return target.path() + " @ " + target.host() + ":" + target.port();
    }

    /// The database as the account that may write.
    ///
    /// @throws ExchangeRefused if the password was entered for another machine, or it cannot be written from here
    /// @throws SourceUnreadable if its host does not exist or may not be connected to
    Source.Database opened(TableTarget target) throws SourceUnreadable {
        SourceRecord source = census.source(target.source())
                .filter(known -> target.host().equals(known.host()) && Objects.equals(target.port(), known.port()))
                .orElseThrow(ExchangeRefused::targetMoved);
        if (!(census.opened(source) instanceof Source.Database database) || !LiveSource.supports(database)) {
            throw ExchangeRefused.targetMoved();
        }
        String secret = secrets.open(
                records.secret(target.id()).orElseThrow(), target.id().toString());
        return new Source.Database(
                database.kind(),
                database.host(),
                database.port(),
                database.database(),
                List.of(),
                target.account(),
                secret,
                database.limits());
    }

    /// Begins a delivery that an officer asks for.
    ///
    /// @throws ExchangeRefused if one is under way, or the grant is not in force
    /// @throws NotFound if the grant has no table
    @Transactional
    public void deliver(Grant grant, Person officer) {
        deliver(grant, records.of(grant.id()).orElseThrow(NotFound::new), officer);
    }

    /// Begins a delivery.
    ///
    /// @param officer null if nobody asked for it
    /// @throws ExchangeRefused if one is under way, or the grant is not in force
    @Transactional
    public UUID deliver(Grant grant, TableTarget target, @Nullable Person officer) {
        if (!grant.inForceOn(CityTime.today(clock))) {
            throw ExchangeRefused.notInForce(grant.number());
        }
        UUID id = UUID.randomUUID();
        boolean started = jobs.start(new NewJob(
                id,
                TableJob.NAME,
                target.id().toString(),
                grant.consumer(),
                Map.of("title", grant.title(), "number", grant.number(), "table", target.path()),
                "/office/exchange/grants/" + grant.id(),
                officer));
        if (!started) {
            throw ExchangeRefused.delivering();
        }
        records.begin(new TargetRecords.Delivery(
                id,
                target.id(),
                grant.id(),
                grant.change(),
                target.path(),
                target.manner(),
                officer == null || officer.id() == null ? null : officer.id().value(),
                officer == null ? null : officer.name(),
                clock.instant(),
                target.rhythm() == TableTarget.Rhythm.VERSION && officer == null
                        ? good(grant).orElseThrow()
                        : null,
                TargetRecords.State.WAITING,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null));
        return id;
    }

    private Optional<Long> good(Grant grant) {
        return quality.goodVersion(grant.entry()).map(LakeVersion::id);
    }

    /// Begins the deliveries that are due.
    ///
    /// @return their number
    int deliverDue() {
        Instant now = clock.instant();
        int begun = 0;
        for (TableTarget target : records.all()) {
            Grant grant = grants.find(target.dataGrant()).orElse(null);
            if (grant != null
                    && grant.inForceOn(CityTime.day(now))
                    && grant.modes().contains(Grant.Mode.TABLE)
                    && isOpen(grant, now)
                    && isDue(target, grant, now)) {
                begun += begun(grant, target) ? 1 : 0;
            }
        }
        return begun;
    }

    private boolean begun(Grant grant, TableTarget target) {
        try {
            deliver(grant, target, null);
            return true;
        } catch (ExchangeRefused underWay) {
            // Somebody pressed the button meanwhile.
            return false;
        }
    }

    private static boolean isOpen(Grant grant, Instant now) {
        Grant.Hours hours = grant.limits().hours();
        return hours == null || hours.contain(LocalTime.ofInstant(now, CityTime.ZONE));
    }

    private boolean isDue(TableTarget target, Grant grant, Instant now) {
        TargetRecords.Delivery newest = records.newest(target.id()).orElse(null);
        if (newest != null && newest.state() == TargetRecords.State.WAITING) {
            return false;
        }
        if (newest != null && newest.state() == TargetRecords.State.FAILED) {
            boolean again = newest.startedAt().plus(AFTER_A_FAILURE).isBefore(now);
            boolean changed = newest.startedAt().isBefore(target.setAt());
            return target.rhythm() != TableTarget.Rhythm.MANUAL && (again || changed) && hasRows(target, grant);
        }
        return switch (target.rhythm()) {
            case MANUAL -> false;
            case DAILY -> {
                Instant hour = CityTime.day(now)
                        .atTime(Objects.requireNonNull(target.hour()), 0)
                        .atZone(CityTime.ZONE)
                        .toInstant();
                Instant last = hour.isAfter(now) ? hour.minus(Duration.ofDays(1)) : hour;
                Instant since = newest == null ? target.setAt() : newest.startedAt();
                yield since.isBefore(last);
            }
            case VERSION -> {
                Long version = good(grant).orElse(null);
                yield version != null
                        && (newest == null
                                || !version.equals(newest.version())
                                || newest.grantChange() != grant.change()
                                || newest.startedAt().isBefore(target.setAt())
                                || records.removedSince(grant.id(), newest.startedAt()));
            }
        };
    }

    private boolean hasRows(TableTarget target, Grant grant) {
        return target.rhythm() != TableTarget.Rhythm.VERSION || good(grant).isPresent();
    }

    @Override
    public String name() {
        return "exchange-targets";
    }

    @Override
    public Rewritten rewrite() {
        return secrets.rewrite(records.secrets(), UUID::toString, records::setSecret);
    }
}
