package org.shuguan.server.exchange;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.lake.LakeVersion;
import org.shuguan.dataplane.serve.LiveSource;
import org.shuguan.dataplane.source.Source;
import org.shuguan.dataplane.source.SourceUnreadable;
import org.shuguan.server.access.Actor;
import org.shuguan.server.access.Person;
import org.shuguan.server.catalog.ResourceCode;
import org.shuguan.server.census.Census;
import org.shuguan.server.census.SourceRecord;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.job.Jobs;
import org.shuguan.server.job.NewJob;
import org.shuguan.server.platform.CalledHosts;
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
import tools.jackson.databind.json.JsonMapper;

/// Where the rows of grants are put for their consumers, and when. A consumer chooses a database that it has
/// registered, and an account that may write one table of it; a folder of its own on this node's disk; or an entry of
/// its own at another node, and a client that may send rows for it.
@Service
public class TableTargets implements SealedValues {
    /// What a consumer enters.
    ///
    /// @param source of a table its database, of a folder the source of files; null for the operator's folder
    /// @param kind null for a table
    /// @param path of the table, name of the file, or code of the entry at the node
    /// @param manner counts for tables only
    /// @param made counts for tables only
    /// @param account of the database, or id of the client at the node
    /// @param secret null to keep the stored one
    /// @param address of the node
    /// @param format of the file
    /// @param hour of the day if the rhythm is daily
    /// @param version of the target that the person saw, null if there is none yet
    public record Entered(
            @Nullable UUID source,
            TableTarget.@Nullable Kind kind,
            @Nullable String path,
            TableTarget.@Nullable Manner manner,
            @Nullable Boolean made,
            @Nullable String account,
            @Nullable String secret,
            @Nullable String address,
            TableTarget.@Nullable Format format,
            TableTarget.@Nullable Rhythm rhythm,
            @Nullable Integer hour,
            @Nullable Long version) {
        /// A table.
        public static Entered table(
                UUID source,
                String path,
                TableTarget.Manner manner,
                boolean made,
                String account,
                @Nullable String secret,
                TableTarget.Rhythm rhythm,
                @Nullable Integer hour,
                @Nullable Long version) {
            return new Entered(
                    source,
                    TableTarget.Kind.TABLE,
                    path,
                    manner,
                    made,
                    account,
                    secret,
                    null,
                    null,
                    rhythm,
                    hour,
                    version);
        }
    }

    private static final int LONGEST = 200;
    private static final int HOURS = 24;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    /// After a failure the next delivery that nobody asks for waits.
    private static final Duration AFTER_A_FAILURE = Duration.ofHours(1);

    private final TargetRecords records;
    private final Grants grants;
    private final Institution institution;
    private final Census census;
    private final DropFolders folders;
    private final CalledHosts hosts;
    private final Quality quality;
    private final Secrets secrets;
    private final Jobs jobs;
    private final ApplicationEventPublisher events;
    private final JsonMapper json;
    private final Clock clock;
    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(PATIENCE)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    TableTargets(
            TargetRecords records,
            Grants grants,
            Institution institution,
            Census census,
            DropFolders folders,
            CalledHosts hosts,
            Quality quality,
            Secrets secrets,
            Jobs jobs,
            ApplicationEventPublisher events,
            JsonMapper json,
            Clock clock) {
        this.records = records;
        this.grants = grants;
        this.institution = institution;
        this.census = census;
        this.folders = folders;
        this.hosts = hosts;
        this.quality = quality;
        this.secrets = secrets;
        this.jobs = jobs;
        this.events = events;
        this.json = json;
        this.clock = clock;
    }

    /// The databases that a table can be in: those of the unit that is the consumer today, and of the units that it
    /// succeeds.
    public List<SourceRecord> databases(Grant grant) {
        return units(grant).stream()
                .flatMap(unit -> census.databasesOf(unit).stream())
                .toList();
    }

    /// The sources of files of these units, in whose folders a file can be.
    List<SourceRecord> files(Grant grant) {
        return filesOf(grant).filter(source -> source.through() == null).toList();
    }

    private Stream<SourceRecord> filesOf(Grant grant) {
        return units(grant).stream().flatMap(unit -> census.filesOf(unit).stream());
    }

    private Collection<UnitCode> units(Grant grant) {
        LocalDate today = institution.today();
        return institution.answersFor(institution.answering(grant.consumer(), today), today);
    }

    /// The name of the folder that the operator has made for the consumer.
    Optional<String> folder(Grant grant) {
        UnitCode unit = folders.unit(grant);
        return folders.folder(unit).map(found -> DropFolders.name(unit));
    }

    /// The hosts of other nodes that may be called.
    List<String> hosts() {
        return hosts.names();
    }

    /// Sets the place of a grant, or changes it.
    @Transactional
    public void set(Grant grant, Entered entered, Actor actor) {
        if (!grant.modes().contains(Grant.Mode.TABLE)) {
            throw ExchangeRefused.mode(Grant.Mode.TABLE);
        }
        Optional<TableTarget> known = records.of(grant.id());
        UUID id = known.map(TableTarget::id).orElseGet(UUID::randomUUID);
        Checked checked = checked(grant, entered, known.orElse(null));
        TableTarget target = target(grant, id, entered, checked, actor);
        byte[] sealed = target.kind() == TableTarget.Kind.FOLDER
                        || text(entered.secret()).isEmpty()
                ? null
                : secrets.seal(String.valueOf(entered.secret()), id.toString());
        boolean stored = known.isEmpty()
                ? records.add(target, sealed)
                : entered.version() != null && records.change(target, sealed);
        if (!stored) {
            throw new ChangedMeanwhile(
                    records.of(grant.id()).map(TableTarget::version).orElse(0L));
        }
        tell(TargetEvent.What.SET, grant, target, actor);
    }

    /// What of the entered place is right.
    ///
    /// @param source null for a node, and for the operator's folder
    private record Checked(TableTarget.Kind kind, @Nullable SourceRecord source, String place) {}

    private Checked checked(Grant grant, Entered entered, @Nullable TableTarget known) {
        TableTarget.Kind kind = entered.kind() == null ? TableTarget.Kind.TABLE : entered.kind();
        String path = text(entered.path());
        Integer hour = entered.hour();
        var check = new InvalidInput.Check()
                .that(!path.isEmpty(), "path", "required")
                .that(path.length() <= LONGEST, "path", "too-long", Map.of("max", LONGEST))
                .that(entered.rhythm() != null, "rhythm", "required")
                .that(
                        entered.rhythm() != TableTarget.Rhythm.DAILY || (hour != null && hour >= 0 && hour < HOURS),
                        "hour",
                        "required");
        return switch (kind) {
            case TABLE -> table(grant, entered, known, path, check);
            case FOLDER -> folder(grant, entered, path, check);
            case NODE -> node(entered, known, path, check);
        };
    }

    private Checked table(
            Grant grant, Entered entered, @Nullable TableTarget known, String path, InvalidInput.Check check) {
        SourceRecord source = databases(grant).stream()
                .filter(one -> one.id().equals(entered.source()))
                .findFirst()
                .orElse(null);
        boolean sameDoor = known != null
                && source != null
                && known.kind() == TableTarget.Kind.TABLE
                && Objects.equals(known.host(), source.host())
                && Objects.equals(known.port(), source.port())
                && text(entered.account()).equals(known.account());
        check.that(source != null, "source", "required").that(entered.manner() != null, "manner", "required");
        checkAccount(entered, sameDoor, check);
        check.orRefuse();
        SourceRecord chosen = Objects.requireNonNull(source);
        return new Checked(TableTarget.Kind.TABLE, chosen, path + " @ " + chosen.host() + ":" + chosen.port());
    }

    private static void checkAccount(Entered entered, boolean secretKept, InvalidInput.Check check) {
        check.that(!text(entered.account()).isEmpty(), "account", "required")
                .that(text(entered.account()).length() <= LONGEST, "account", "too-long", Map.of("max", LONGEST))
                .that(secretKept || !text(entered.secret()).isEmpty(), "secret", "required");
    }

    private Checked folder(Grant grant, Entered entered, String path, InvalidInput.Check check) {
        UUID wanted = entered.source();
        SourceRecord source = wanted == null
                ? null
                : filesOf(grant)
                        .filter(one -> one.id().equals(wanted))
                        .findFirst()
                        .orElse(null);
        boolean found = wanted == null ? folder(grant).isPresent() : source != null;
        check.that(found, "source", "required")
                .that(source == null || source.through() == null, "source", "drop-elsewhere")
                .that(entered.format() != null, "format", "required")
                .that(path.isEmpty() || Census.isFileName(path), "path", "file-name");
        if (entered.format() != null && !path.isEmpty()) {
            String ending = entered.format().file().ending();
            check.that(
                    path.toLowerCase(Locale.ROOT).endsWith(ending) && path.length() > ending.length(),
                    "path",
                    "file-ending",
                    Map.of("ending", ending));
        }
        check.orRefuse();
        return new Checked(
                TableTarget.Kind.FOLDER,
                source,
                path + " @ " + (source == null ? DropFolders.name(folders.unit(grant)) : source.name()));
    }

    private Checked node(Entered entered, @Nullable TableTarget known, String path, InvalidInput.Check check) {
        String address = address(entered);
        boolean sameDoor = known != null
                && known.kind() == TableTarget.Kind.NODE
                && address.equals(known.address())
                && text(entered.account()).equals(known.account());
        check.that(!address.isEmpty(), "address", "required")
                .that(path.isEmpty() || ResourceCode.isOne(path), "path", "entry-code");
        if (!address.isEmpty()) {
            hosts.fault(address).ifPresent(fault -> check.that(false, "address", fault));
        }
        checkAccount(entered, sameDoor, check);
        check.orRefuse();
        new InvalidInput.Check()
                .that(
                        Objects.requireNonNullElse(URI.create(address).getRawPath(), "")
                                        .isEmpty()
                                && URI.create(address).getRawQuery() == null
                                && URI.create(address).getRawFragment() == null,
                        "address",
                        "node-address")
                .orRefuse();
        return new Checked(TableTarget.Kind.NODE, null, path + " @ " + address);
    }

    /// The address as it was entered, without the last slash.
    private static String address(Entered entered) {
        return text(entered.address()).replaceFirst("/+$", "");
    }

    private TableTarget target(Grant grant, UUID id, Entered entered, Checked checked, Actor actor) {
        TableTarget.Kind kind = checked.kind();
        boolean table = kind == TableTarget.Kind.TABLE;
        SourceRecord source = checked.source();
        return new TableTarget(
                id,
                grant.id(),
                kind,
                source == null ? null : source.id(),
                text(entered.path()),
                switch (kind) {
                    case TABLE -> Objects.requireNonNull(entered.manner());
                    case FOLDER -> TableTarget.Manner.REPLACE;
                    case NODE -> TableTarget.Manner.UPSERT;
                },
                table ? Boolean.TRUE.equals(entered.made()) : null,
                kind == TableTarget.Kind.FOLDER ? null : text(entered.account()),
                table && source != null ? source.host() : null,
                table && source != null ? source.port() : null,
                kind == TableTarget.Kind.NODE ? address(entered) : null,
                kind == TableTarget.Kind.FOLDER ? entered.format() : null,
                checked.place(),
                Objects.requireNonNull(entered.rhythm()),
                entered.rhythm() == TableTarget.Rhythm.DAILY ? entered.hour() : null,
                actor.officer().value(),
                actor.officerName(),
                clock.instant(),
                entered.version() == null ? 1 : entered.version());
    }

    private static String text(@Nullable String entered) {
        return entered == null ? "" : entered.strip();
    }

    /// Ends the deliveries to a place. What is there stays: it is the consumer's.
    @Transactional
    public void remove(Grant grant, Actor actor) {
        TableTarget target = records.of(grant.id()).orElseThrow(NotFound::new);
        if (!records.remove(target.id())) {
            throw new NotFound();
        }
        tell(TargetEvent.What.REMOVED, grant, target, actor);
    }

    private void tell(TargetEvent.What what, Grant grant, TableTarget target, Actor actor) {
        events.publishEvent(TargetEvent.of(
                what, grant, target.place(), null, clock.instant().toString(), actor.officer()));
    }

    /// The machine that the rows go to.
    static String host(TableTarget target) {
        return switch (target.kind()) {
            case TABLE -> String.valueOf(target.host());
            case FOLDER -> DropFolders.HERE;
            case NODE ->
                String.valueOf(URI.create(String.valueOf(target.address())).getHost());
        };
    }

    /// The other node, as the client that may send rows there.
    ///
    /// @throws ExchangeRefused if its host may not be called any more
    NodeLine line(TableTarget target) {
        String address = String.valueOf(target.address());
        if (hosts.fault(address).isPresent()) {
            throw ExchangeRefused.nodeHost(address);
        }
        return new NodeLine(client, json, address, String.valueOf(target.account()), secret(target));
    }

    private String secret(TableTarget target) {
        return secrets.open(
                records.secret(target.id()).orElseThrow(), target.id().toString());
    }

    /// The database as the account that may write.
    ///
    /// @throws ExchangeRefused if the password was entered for another machine, or it cannot be written from here
    /// @throws SourceUnreadable if its host does not exist or may not be connected to
    Source.Database opened(TableTarget target) throws SourceUnreadable {
        SourceRecord source = Optional.ofNullable(target.source())
                .flatMap(census::source)
                .filter(known ->
                        Objects.equals(target.host(), known.host()) && Objects.equals(target.port(), known.port()))
                .orElseThrow(ExchangeRefused::targetMoved);
        if (!(census.opened(source) instanceof Source.Database database) || !LiveSource.supports(database)) {
            throw ExchangeRefused.targetMoved();
        }
        return new Source.Database(
                database.kind(),
                database.host(),
                database.port(),
                database.database(),
                List.of(),
                String.valueOf(target.account()),
                secret(target),
                database.limits());
    }

    /// Begins a delivery that an officer asks for.
    ///
    /// @throws ExchangeRefused if one is under way, or the grant is not in force
    /// @throws NotFound if the grant has no place for them
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
                target.kind() == TableTarget.Kind.NODE ? NodeJob.NAME : TableJob.NAME,
                target.id().toString(),
                grant.consumer(),
                Map.of(
                        "title",
                        grant.title(),
                        "number",
                        grant.number(),
                        "table",
                        target.kind() == TableTarget.Kind.TABLE ? target.path() : target.place()),
                "/office/exchange/grants/" + grant.id(),
                officer));
        // Of the other kind of job one may be under way still, if the place was another a moment ago.
        boolean busy = records.newest(target.id())
                .filter(newest -> newest.state() == TargetRecords.State.WAITING)
                .isPresent();
        if (!started || busy) {
            throw ExchangeRefused.delivering();
        }
        records.begin(new TargetRecords.Delivery(
                id,
                target.id(),
                grant.id(),
                grant.change(),
                target.kind(),
                target.place(),
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
