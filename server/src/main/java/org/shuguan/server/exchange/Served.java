package org.shuguan.server.exchange;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.lake.LakeTable;
import org.shuguan.dataplane.lake.LakeVersion;
import org.shuguan.dataplane.lake.PlaceFailed;
import org.shuguan.dataplane.serve.FetchedSource;
import org.shuguan.dataplane.serve.Granted;
import org.shuguan.dataplane.serve.LakeServed;
import org.shuguan.dataplane.serve.LiveSource;
import org.shuguan.dataplane.serve.LoggedChanges;
import org.shuguan.dataplane.serve.ReadRefused;
import org.shuguan.dataplane.serve.ServedItem;
import org.shuguan.dataplane.serve.ServedTable;
import org.shuguan.dataplane.serve.SourceAway;
import org.shuguan.dataplane.source.Source;
import org.shuguan.dataplane.source.SourceUnreadable;
import org.shuguan.server.catalog.CatalogReader;
import org.shuguan.server.catalog.Content;
import org.shuguan.server.catalog.Version;
import org.shuguan.server.census.Census;
import org.shuguan.server.census.SourceRecord;
import org.shuguan.server.collection.CollectedData;
import org.shuguan.server.quality.Quality;
import org.shuguan.server.settings.Setting;
import org.shuguan.server.settings.Settings;
import org.shuguan.server.sharing.Grant;
import org.springframework.stereotype.Component;

/// The tables behind grants, and what grants give of them. What was found is remembered for seconds.
@Component
class Served {
    /// Where the rows come from.
    enum From {
        /// the owner's source, as it is now; of a captured table its copy, which follows within seconds
        LIVE,
        /// the collected copy in the lake
        COLLECTED
    }

    private record Live(long version, LiveSource source) {}

    private record Fetching(long version, FetchedSource source) {}

    private static final Duration REMEMBERED = Duration.ofSeconds(10);
    private static final Duration SOURCE_REMEMBERED = Duration.ofSeconds(2);
    private static final Duration FETCHED = Duration.ofSeconds(5);
    private static final int MOST = 10_000;

    private final CatalogReader catalog;
    private final Census census;
    private final CollectedData collected;
    private final Quality quality;
    private final Pseudonyms pseudonyms;
    private final Setting<Integer> connections;
    private final Setting<Integer> seconds;
    private final Setting<Integer> rows;
    private final Map<UUID, Live> sources = new ConcurrentHashMap<>();
    private final Map<UUID, Fetching> fetching = new ConcurrentHashMap<>();
    private final Cache<UUID, Optional<Content>> contents =
            Caffeine.newBuilder().expireAfterWrite(REMEMBERED).maximumSize(MOST).build();
    private final Cache<UUID, Optional<LakeTable>> tables =
            Caffeine.newBuilder().expireAfterWrite(REMEMBERED).maximumSize(MOST).build();
    private final Cache<UUID, Optional<SourceRecord>> records = Caffeine.newBuilder()
            .expireAfterWrite(SOURCE_REMEMBERED)
            .maximumSize(MOST)
            .build();
    private final Cache<UUID, Optional<CollectedData.Copy>> copies = Caffeine.newBuilder()
            .expireAfterWrite(SOURCE_REMEMBERED)
            .maximumSize(MOST)
            .build();
    private @Nullable LiveSource ownCopies;
    private final Cache<String, Granted> granted =
            Caffeine.newBuilder().expireAfterWrite(REMEMBERED).maximumSize(MOST).build();

    Served(
            CatalogReader catalog,
            Census census,
            CollectedData collected,
            Quality quality,
            Pseudonyms pseudonyms,
            Settings settings) {
        this.catalog = catalog;
        this.census = census;
        this.collected = collected;
        this.quality = quality;
        this.pseudonyms = pseudonyms;
        this.connections = settings.number("exchange.source-connections");
        this.seconds = settings.number("exchange.statement-seconds");
        this.rows = settings.number("exchange.live-rows");
    }

    /// The published content of an entry.
    Optional<Content> content(UUID entry) {
        return contents.get(
                entry,
                id -> catalog.versions(id).stream()
                        .filter(version -> version.state() == Version.State.PUBLISHED)
                        .findFirst()
                        .map(Version::content));
    }

    /// What a grant gives. Its items are named by their codes.
    Granted granted(Grant grant) {
        return granted.get(grant.id() + " " + grant.change(), key -> read(grant));
    }

    private Granted read(Grant grant) {
        List<Content.Item> described =
                content(grant.entry()).map(Content::items).orElse(List.of());
        Map<String, String> columns = new HashMap<>();
        for (Content.Item item : described) {
            if (item.physicalName() != null) {
                columns.put(item.physicalName(), item.physicalName());
            }
        }
        // A name counts before a column that has the name of another item.
        for (Content.Item item : described) {
            if (item.physicalName() != null) {
                columns.put(item.name(), item.physicalName());
            }
        }
        List<ServedItem> items = grant.items().stream()
                .map(item -> new ServedItem(item.code(), columns.getOrDefault(item.code(), item.code()), item.mask()))
                .toList();
        return new Granted(items, columns, grant.rowFilter(), pseudonyms.of(grant.consumer()));
    }

    /// The table of a grant's entry.
    ///
    /// @param from null for the owner's database if it can be read live, else the collected copy
    /// @param version of the collected copy, null for the newest one that no rule holds back
    /// @throws ExchangeRefused if there is none
    ServedTable table(Grant grant, @Nullable From from, @Nullable Long version) throws SourceAway, ReadRefused {
        Optional<CollectedData.Copy> copy = version == null && from != From.COLLECTED
                ? copies.get(grant.entry(), collected::copy)
                : Optional.empty();
        if (copy.isPresent()) {
            return copies().table(copy.get().path());
        }
        Content.Mount mount = content(grant.entry()).map(Content::mount).orElseThrow(ExchangeRefused::noTable);
        Optional<SourceRecord> source = records.get(mount.source(), census::source);
        if (version == null && from != From.COLLECTED && source.isPresent()) {
            SourceRecord record = source.get();
            boolean answers = record.through() == null
                    && (record.kind() == SourceRecord.Kind.POSTGRESQL || record.kind() == SourceRecord.Kind.MYSQL);
            if (answers) {
                return live(record).table(mount.path());
            }
            boolean wanted =
                    from == From.LIVE || quality.goodVersion(grant.entry()).isEmpty();
            if (wanted && record.kind() != SourceRecord.Kind.FILES) {
                return fetched(record).table(mount.path(), collected.fields(grant.entry()));
            }
        }
        if (from == From.LIVE) {
            throw ExchangeRefused.noTable();
        }
        return version == null ? newest(grant) : collected(grant, version);
    }

    /// The table of which a file is made: the collected copy, which has versions and does not burden the owner's
    /// database; that database if nothing was collected.
    ServedTable whole(Grant grant, @Nullable From from) throws SourceAway, ReadRefused {
        boolean hasCopy = from == null && goodVersion(grant.entry()).isPresent();
        return table(grant, hasCopy ? From.COLLECTED : from, null);
    }

    /// The newest version of the collected copy that no rule holds back.
    LakeServed newest(Grant grant) throws SourceAway, ReadRefused {
        return LakeServed.of(copy(grant), good(grant.entry()));
    }

    /// A version of the collected copy.
    ///
    /// @throws ExchangeRefused if it is held back, or was taken back
    LakeServed collected(Grant grant, long version) throws SourceAway, ReadRefused {
        LakeServed served = LakeServed.of(copy(grant), version);
        if (!quality.isGood(grant.entry(), version)) {
            throw ExchangeRefused.versionHeld();
        }
        return served;
    }

    /// Kept changes of the copy of a captured table.
    ///
    /// @param since number of the change before the first
    /// @param upTo number of the last change
    LoggedChanges logged(CollectedData.Changes changes, long since, long upTo) {
        return copies().changes(changes.copy(), changes.path(), since, upTo);
    }

    private LakeTable copy(Grant grant) throws SourceAway {
        try {
            return tables.get(grant.entry(), collected::table).orElseThrow(ExchangeRefused::noTable);
        } catch (PlaceFailed failed) {
            throw LakeServed.away(failed);
        }
    }

    /// The version that no rule holds back.
    private long good(UUID entry) throws SourceAway {
        return goodVersion(entry)
                .map(LakeVersion::id)
                .orElseThrow(() -> new SourceAway(SourceAway.Reason.CHANGED, null));
    }

    private Optional<LakeVersion> goodVersion(UUID entry) throws SourceAway {
        try {
            return quality.goodVersion(entry);
        } catch (PlaceFailed failed) {
            throw LakeServed.away(failed);
        }
    }

    /// The copies of captured tables, in this server's database.
    private synchronized LiveSource copies() {
        LiveSource known = ownCopies;
        if (known == null) {
            LiveSource.Load load = new LiveSource.Load(connections.today(), Duration.ofSeconds(seconds.today()));
            known = LiveSource.of("exchange-copies", collected.copies(Source.Limits.DEFAULT), load);
            ownCopies = known;
        }
        return known;
    }

    private LiveSource live(SourceRecord record) {
        return sources.compute(record.id(), (id, known) -> {
                    if (known != null && known.version() == record.version()) {
                        return known;
                    }
                    if (known != null) {
                        known.source().close();
                    }
                    return new Live(record.version(), opened(record));
                })
                .source();
    }

    private LiveSource opened(SourceRecord record) {
        return LiveSource.of(
                "exchange-" + record.id(),
                source(record),
                new LiveSource.Load(connections.today(), Duration.ofSeconds(seconds.today())));
    }

    private FetchedSource fetched(SourceRecord record) {
        return fetching.compute(record.id(), (id, known) -> {
                    if (known != null && known.version() == record.version()) {
                        return known;
                    }
                    if (known != null) {
                        known.source().close();
                    }
                    return new Fetching(
                            record.version(),
                            FetchedSource.of(
                                    "exchange-" + record.id(),
                                    source(record),
                                    new FetchedSource.Load(
                                            rows.today(), Duration.ofSeconds(seconds.today()), FETCHED)));
                })
                .source();
    }

    private Source source(SourceRecord record) {
        try {
            return census.opened(record);
        } catch (SourceUnreadable gone) {
            throw ExchangeRefused.noTable();
        }
    }

    @PreDestroy
    void close() {
        sources.values().forEach(live -> live.source().close());
        fetching.values().forEach(one -> one.source().close());
        LiveSource own = ownCopies;
        if (own != null) {
            own.close();
        }
    }
}
