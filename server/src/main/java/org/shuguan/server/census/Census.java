package org.shuguan.server.census;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.agent.ReadAddress;
import org.shuguan.dataplane.census.TableResult;
import org.shuguan.dataplane.source.Reading;
import org.shuguan.dataplane.source.Source;
import org.shuguan.dataplane.source.SourceUnreadable;
import org.shuguan.dataplane.source.Sources;
import org.shuguan.server.access.Actor;
import org.shuguan.server.access.Person;
import org.shuguan.server.audit.Audited;
import org.shuguan.server.frontendhost.FrontEndHosts;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.job.Jobs;
import org.shuguan.server.platform.ChangedMeanwhile;
import org.shuguan.server.platform.IncomingFile;
import org.shuguan.server.platform.InvalidInput;
import org.shuguan.server.platform.NotFound;
import org.shuguan.server.platform.Secrets;
import org.shuguan.server.settings.Setting;
import org.shuguan.server.settings.Settings;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Sources of units and their censuses.
@Service
@Transactional
public class Census {
    /// What a person enters about a source.
    ///
    /// @param secret null to keep the stored one
    /// @param driver name of the description if the kind is [SourceRecord.Kind#JDBC]
    /// @param document the OpenAPI document if the kind is [SourceRecord.Kind#HTTP]; `base` likewise
    /// @param database name of the database; for files that a front-end host reads, the folder
    /// @param through the front-end host that reads it; null if this node does
    public record Entered(
            String name,
            SourceRecord.Kind kind,
            @Nullable String host,
            @Nullable Integer port,
            @Nullable String database,
            @Nullable List<String> schemas,
            @Nullable String user,
            @Nullable String secret,
            @Nullable String driver,
            @Nullable String document,
            @Nullable String base,
            @Nullable UUID through) {
        /// Read by this node itself.
        public Entered(
                String name,
                SourceRecord.Kind kind,
                @Nullable String host,
                @Nullable Integer port,
                @Nullable String database,
                @Nullable List<String> schemas,
                @Nullable String user,
                @Nullable String secret,
                @Nullable String driver,
                @Nullable String document,
                @Nullable String base) {
            this(name, kind, host, port, database, schemas, user, secret, driver, document, base, null);
        }

        /// The same, read by a front-end host.
        public Entered through(UUID frontEndHost) {
            return new Entered(
                    name, kind, host, port, database, schemas, user, secret, driver, document, base, frontEndHost);
        }

        /// An HTTP interface.
        public static Entered http(
                String name, @Nullable String document, @Nullable String base, @Nullable String secret) {
            return new Entered(
                    name, SourceRecord.Kind.HTTP, null, null, null, null, null, secret, null, document, base);
        }

        public Entered(
                String name,
                SourceRecord.Kind kind,
                @Nullable String host,
                @Nullable Integer port,
                @Nullable String database,
                @Nullable List<String> schemas,
                @Nullable String user,
                @Nullable String secret,
                @Nullable String driver) {
            this(name, kind, host, port, database, schemas, user, secret, driver, null, null);
        }

        public Entered(
                String name,
                SourceRecord.Kind kind,
                @Nullable String host,
                @Nullable Integer port,
                @Nullable String database,
                @Nullable List<String> schemas,
                @Nullable String user,
                @Nullable String secret) {
            this(name, kind, host, port, database, schemas, user, secret, null);
        }
    }

    record SourceEvent(
            String action, String subject, @Nullable String unit, Map<String, ?> facts) implements Audited {}

    /// A found table as the catalog needs it.
    ///
    /// @param kind kind of the source, null for files
    public record Found(
            UnitCode unit,
            UUID source,
            String sourceName,
            @Nullable String kind,
            TableResult result) {}

    /// Identifies a found table.
    public record Place(UUID run, long table) {}

    private final SourceRecords sources;
    private final Runs runs;
    private final FoundTables tables;
    private final Addresses addresses;
    private final Secrets secrets;
    private final Uploads uploads;
    private final DriverFolder drivers;
    private final SourceForm form;
    private final Readings readings;
    private final IgnoredFiles ignored;
    private final CorrectionsInForce inForce;
    private final FrontEndHosts frontEndHosts;
    private final Setting<Integer> uploadQuota;
    private final Jobs jobs;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Census(
            SourceRecords sources,
            Runs runs,
            FoundTables tables,
            Addresses addresses,
            Secrets secrets,
            Uploads uploads,
            DriverFolder drivers,
            SourceForm form,
            Readings readings,
            IgnoredFiles ignored,
            CorrectionsInForce inForce,
            FrontEndHosts frontEndHosts,
            Settings settings,
            Jobs jobs,
            ApplicationEventPublisher events,
            Clock clock) {
        this.sources = sources;
        this.runs = runs;
        this.tables = tables;
        this.addresses = addresses;
        this.secrets = secrets;
        this.uploads = uploads;
        this.drivers = drivers;
        this.form = form;
        this.readings = readings;
        this.ignored = ignored;
        this.inForce = inForce;
        this.frontEndHosts = frontEndHosts;
        this.uploadQuota = settings.number("census.upload-quota");
        this.jobs = jobs;
        this.events = events;
        this.clock = clock;
    }

    /// Registers a source of a unit.
    public SourceRecord register(UnitCode unit, Entered entered) {
        form.check(entered, true, unit).orRefuse();
        UUID id = UUID.randomUUID();
        SourceRecord source = record(id, unit, entered, 1);
        sources.add(source, entered.secret() == null ? null : secrets.seal(entered.secret(), id.toString()));
        tell("census.register", source, Map.of("kind", source.kind().word()));
        return source;
    }

    /// The unit's source with this name, if there is one.
    @Transactional(readOnly = true)
    public Optional<SourceRecord> named(UnitCode unit, String name) {
        return sources.named(unit, name);
    }

    /// Changes a source; its kind cannot be changed.
    ///
    /// @param version version of the source that the person saw
    public SourceRecord change(SourceRecord source, Entered entered, long version) {
        new InvalidInput.Check()
                .that(
                        entered.kind() == source.kind() && Objects.equals(entered.driver(), source.driver()),
                        "kind",
                        "kind-fixed")
                .orRefuse();
        boolean secretKept = sources.secret(source.id()) != null;
        form.check(entered, !secretKept, source.unit()).orRefuse();
        // A stored secret must not be sent to another machine than the one it was entered for.
        boolean elsewhere = secretKept
                && (!sameMachine(source, entered)
                        || !String.valueOf(source.userName()).equals(String.valueOf(entered.user())));
        new InvalidInput.Check()
                .that(!elsewhere || entered.secret() != null, "secret", "secret-again")
                .orRefuse();
        SourceRecord changed = record(source.id(), source.unit(), entered, version);
        if (!sources.change(changed)) {
            throw new ChangedMeanwhile(source.version());
        }
        if (entered.secret() != null) {
            sources.setSecret(
                    source.id(), secrets.seal(entered.secret(), source.id().toString()));
        }
        tell("census.change", source, Map.of());
        return sources.find(source.id()).orElseThrow();
    }

    /// Whether the entered address belongs to the machine that the source's secret was entered for.
    static boolean sameMachine(SourceRecord source, Entered entered) {
        return Objects.equals(source.host(), entered.host())
                && Objects.equals(source.port(), entered.port())
                && Objects.equals(source.through(), entered.through())
                && origin(source.document(), source.base()).equals(origin(entered.document(), entered.base()));
    }

    /// The origin that the token is sent to.
    private static String origin(@Nullable String document, @Nullable String base) {
        return Source.Http.address(SourceForm.given(base) ? base : document)
                .map(address -> address.getScheme() + "://" + address.getRawAuthority())
                .orElse("");
    }

    void remove(SourceRecord source) {
        events.publishEvent(new SourceRemoved(source.id()));
        jobs.forget(CensusJob.NAME, source.id().toString());
        sources.remove(source.id());
        uploads.remove(source.id());
        tell("census.remove", source, Map.of("name", source.name()));
    }

    /// Adds an uploaded file to a source of files.
    ///
    /// @param name file name as sent by the browser
    /// @param replace whether it may take the place of an older file of its name
    /// @throws CensusRefused also where the unit's files together would have more than their quota
    public Uploads.Upload drop(SourceRecord source, String name, IncomingFile file, boolean replace) {
        if (file.bytes() > left(source.unit())) {
            throw CensusRefused.quota(uploadQuota.today());
        }
        Uploads.Upload upload = uploads.add(source.id(), name, file, replace);
        tell("census.upload", source, Map.of("file", upload.name(), "bytes", upload.bytes()));
        return upload;
    }

    /// How many bytes of files the unit may still upload.
    @Transactional(readOnly = true)
    public long left(UnitCode unit) {
        long used = sources.of(unit).stream()
                .flatMap(source -> uploads.list(source.id()).stream())
                .mapToLong(Uploads.Upload::bytes)
                .sum();
        return Math.max(0, ((long) uploadQuota.today() << 20) - used);
    }

    /// Tests the entered address, with the stored secret if none was entered.
    ///
    /// @param unit whose source it is or would be
    /// @return number of visible tables
    /// @throws SourceUnreadable with the reason if it cannot be read
    @Transactional(propagation = org.springframework.transaction.annotation.Propagation.NOT_SUPPORTED)
    public int test(Entered entered, @Nullable UUID kept, UnitCode unit) throws SourceUnreadable {
        new InvalidInput.Check()
                .that(entered.kind() != SourceRecord.Kind.FILES || entered.through() != null, "kind", "kind-untestable")
                .orRefuse();
        form.check(entered, kept == null, unit).orRefuse();
        String secret = entered.secret() != null || kept == null ? entered.secret() : secretOf(kept);
        // The test is recorded before the connection is made.
        events.publishEvent(new SourceEvent("census.test", door(entered), null, Map.of()));
        SourceRecord tried = record(UUID.randomUUID(), unit, entered, 1);
        if (tried.through() != null) {
            return Sources.check(frontEndHosts.through(tried.through(), address(tried, secret, true)));
        }
        return Sources.check(
                tried.kind() == SourceRecord.Kind.HTTP
                        ? http(tried, secret, Source.Limits.TRIAL)
                        : database(tried, secret, Source.Limits.TRIAL));
    }

    private static String door(Entered entered) {
        return entered.kind() == SourceRecord.Kind.HTTP
                ? "interface " + origin(entered.document(), entered.base())
                : "host " + entered.host() + " port " + entered.port();
    }

    /// Starts a census of the source.
    ///
    /// @param sample about how many rows of each table to read, 0 for all
    public UUID start(SourceRecord source, long sample, Actor actor) {
        return start(source, sample, Person.of(actor));
    }

    /// Starts a census that no officer asked for.
    ///
    /// @param startedBy what did
    public UUID start(SourceRecord source, long sample, String startedBy) {
        return start(source, sample, new Person(null, startedBy));
    }

    private UUID start(SourceRecord source, long sample, Person by) {
        new InvalidInput.Check()
                .that(sample >= 0 && sample <= 100_000_000, "sample", "sample-range")
                .orRefuse();
        if (source.kind() == SourceRecord.Kind.FILES
                && source.through() == null
                && uploads.list(source.id()).isEmpty()) {
            throw CensusRefused.noFiles();
        }
        UUID id = UUID.randomUUID();
        if (!jobs.start(CensusJob.of(id, source, by))) {
            throw CensusRefused.runsAlready();
        }
        runs.add(id, source, sample, clock.instant());
        tell("census.start", source, Map.of("run", id.toString(), "sample", sample));
        return id;
    }

    /// The result of a table of a finished or running census.
    @Transactional(readOnly = true)
    public Optional<Found> found(UUID run, long table) {
        return runs.find(run)
                .flatMap(known -> tables.result(run, table).map(result -> {
                    SourceRecord source = sources.find(known.source()).orElseThrow(NotFound::new);
                    return new Found(
                            known.unit(),
                            source.id(),
                            source.name(),
                            switch (source.kind()) {
                                case FILES -> null;
                                case JDBC -> source.driver();
                                case POSTGRESQL, MYSQL, HTTP -> source.kind().word();
                            },
                            CorrectionsInForce.apply(inForce.of(source.id()), result));
                }));
    }

    /// The table in the newest completed census of a source.
    @Transactional(readOnly = true)
    public Optional<Place> newest(UUID source, String path) {
        return tables.newest(source, path);
    }

    /// Whether a census of the source is waiting or running.
    @Transactional(readOnly = true)
    public boolean isUnderWay(UUID source) {
        return jobs.isUnderWay(CensusJob.NAME, source.toString());
    }

    /// A registered source.
    @Transactional(readOnly = true)
    public Optional<SourceRecord> source(UUID id) {
        return sources.find(id);
    }

    /// The databases of PostgreSQL and MySQL that a unit has registered and this node reaches itself: an account of
    /// them
    /// may be able to write.
    @Transactional(readOnly = true)
    public List<SourceRecord> databasesOf(UnitCode unit) {
        return sources.of(unit).stream()
                .filter(source -> source.through() == null
                        && (source.kind() == SourceRecord.Kind.POSTGRESQL || source.kind() == SourceRecord.Kind.MYSQL))
                .toList();
    }

    /// The sources of files that a unit has registered, also those that a front-end host reads.
    @Transactional(readOnly = true)
    public List<SourceRecord> filesOf(UnitCode unit) {
        return sources.of(unit).stream()
                .filter(source -> source.kind() == SourceRecord.Kind.FILES)
                .toList();
    }

    /// The folder on this node's disk with the files of a source.
    ///
    /// @throws IllegalArgumentException if it has none: it is no source of files, or a front-end host reads it
    public Path folder(SourceRecord source) {
        if (source.kind() != SourceRecord.Kind.FILES || source.through() != null) {
            throw new IllegalArgumentException(source.id() + " has no folder here");
        }
        return uploads.folder(source.id());
    }

    /// Whether a file of a source may have this name: it is no path, and has no unsafe characters.
    public static boolean isFileName(String name) {
        return !name.isEmpty() && Uploads.safe(name).equals(name);
    }

    /// The source with its secret, ready to be read.
    ///
    /// @throws SourceUnreadable if its host does not exist or may not be connected to any more
    public Source opened(SourceRecord source) throws SourceUnreadable {
        if (source.through() != null) {
            return frontEndHosts.through(source.through(), address(source, secretOf(source.id()), false));
        }
        return switch (source.kind()) {
            case FILES ->
                new Source.Files(
                        uploads.folder(source.id()),
                        Reading.GUESS,
                        readings.inForce(source.id()),
                        ignored.reasons(source.id()));
            case HTTP -> http(source, secretOf(source.id()), Source.Limits.PAGES);
            case POSTGRESQL, MYSQL, JDBC -> database(source, secretOf(source.id()), Source.Limits.DEFAULT);
        };
    }

    private static ReadAddress address(SourceRecord source, @Nullable String secret, boolean trial) {
        return new ReadAddress(
                switch (source.kind()) {
                    case POSTGRESQL, MYSQL, HTTP, FILES -> source.kind().word();
                    case JDBC -> String.valueOf(source.driver());
                },
                source.host(),
                source.port(),
                source.databaseName(),
                source.schemas(),
                source.userName(),
                secret,
                source.document(),
                source.base(),
                trial);
    }

    private @Nullable String secretOf(UUID source) {
        byte[] sealed = sources.secret(source);
        return sealed == null ? null : secrets.open(sealed, source.toString());
    }

    private Source.Http http(SourceRecord source, @Nullable String secret, Source.Limits limits) {
        return new Source.Http(
                String.valueOf(source.document()),
                source.base(),
                secret,
                addresses::admitted,
                limits,
                Source.Http.MOST_PAGES);
    }

    private Source.Database database(SourceRecord source, @Nullable String secret, Source.Limits limits)
            throws SourceUnreadable {
        String host = String.valueOf(source.host());
        String address = addresses
                .resolved(host)
                .orElseThrow(() -> new SourceUnreadable(SourceUnreadable.Reason.HOST_UNKNOWN, host, null));
        return new Source.Database(
                kind(source),
                address,
                source.port() == null ? 0 : source.port(),
                String.valueOf(source.databaseName()),
                source.schemas(),
                String.valueOf(source.userName()),
                secret,
                limits);
    }

    private Source.Kind kind(SourceRecord source) throws SourceUnreadable {
        return switch (source.kind()) {
            case MYSQL -> Source.Kind.MYSQL;
            case POSTGRESQL -> Source.Kind.POSTGRESQL;
            case JDBC -> {
                String driver = String.valueOf(source.driver());
                yield drivers.now()
                        .kind(driver)
                        .orElseThrow(() -> new SourceUnreadable(SourceUnreadable.Reason.DRIVER_MISSING, driver, null));
            }
            case FILES, HTTP -> throw new IllegalStateException(source.kind() + " is no database");
        };
    }

    private static SourceRecord record(UUID id, UnitCode unit, Entered entered, long version) {
        boolean http = entered.kind() == SourceRecord.Kind.HTTP;
        boolean addressless = http || entered.kind() == SourceRecord.Kind.FILES;
        return new SourceRecord(
                id,
                unit,
                entered.name().strip(),
                entered.kind(),
                addressless || entered.host() == null ? null : entered.host().strip(),
                addressless ? null : entered.port(),
                addressless && (http || entered.through() == null) ? null : entered.database(),
                addressless || entered.schemas() == null
                        ? List.of()
                        : entered.schemas().stream()
                                .map(String::strip)
                                .filter(s -> !s.isEmpty())
                                .toList(),
                addressless ? null : entered.user(),
                entered.kind() == SourceRecord.Kind.JDBC ? entered.driver() : null,
                http && entered.document() != null ? entered.document().strip() : null,
                http && SourceForm.given(entered.base())
                        ? String.valueOf(entered.base()).strip()
                        : null,
                entered.through(),
                version);
    }

    private void tell(String action, SourceRecord source, Map<String, ?> facts) {
        events.publishEvent(
                new SourceEvent(action, "source " + source.id(), source.unit().value(), facts));
    }
}
