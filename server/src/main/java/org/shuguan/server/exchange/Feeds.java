package org.shuguan.server.exchange;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.lake.LakeTable;
import org.shuguan.dataplane.lake.LakeVersion;
import org.shuguan.dataplane.lake.RemovedKeys;
import org.shuguan.dataplane.serve.ChangeLines;
import org.shuguan.dataplane.serve.ConsumerReader;
import org.shuguan.dataplane.serve.LakeServed;
import org.shuguan.dataplane.serve.ReadRefused;
import org.shuguan.dataplane.serve.SourceAway;
import org.shuguan.server.collection.CollectedData;
import org.shuguan.server.exchange.FeedRecords.Change;
import org.shuguan.server.exchange.FeedRecords.Feed;
import org.shuguan.server.exchange.FeedRecords.Kind;
import org.shuguan.server.platform.Rows;
import org.shuguan.server.quality.Quality;
import org.shuguan.server.settings.Setting;
import org.shuguan.server.settings.Settings;
import org.shuguan.server.sharing.Grant;
import org.shuguan.server.sharing.GrantChanged;
import org.shuguan.server.sharing.Grants;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Writes what changed, as the consumer sees it, into the feeds of grants: from the copy of a captured table as its
/// changes come, else the difference of two versions of the collected copy. The changes and the note up to where
/// they were told are one transaction, so that none is told twice or left out. Where what is kept does not lead
/// from there to now, the feed says that all rows must be read again.
@Service
class Feeds {
    private static final Logger LOG = LoggerFactory.getLogger(Feeds.class);
    private static final int WRITTEN_AT_ONCE = 500;
    /// Changes of a copy that are told in one transaction.
    private static final int TOLD_AT_ONCE = 5000;

    private final FeedRecords records;
    private final Grants grants;
    private final Served served;
    private final CollectedData collected;
    private final Quality quality;
    private final Setting<Integer> days;
    private final TransactionTemplate transaction;
    private final JsonMapper json;
    private final Clock clock;

    Feeds(
            FeedRecords records,
            Grants grants,
            Served served,
            CollectedData collected,
            Quality quality,
            Settings settings,
            TransactionTemplate transaction,
            JsonMapper json,
            Clock clock) {
        this.records = records;
        this.grants = grants;
        this.served = served;
        this.collected = collected;
        this.quality = quality;
        this.days = settings.days("exchange.feed-days");
        this.transaction = transaction;
        this.json = json;
        this.clock = clock;
    }

    /// Writes what is new into all feeds.
    void buildAll() {
        buildEach(grants.inForce(Grant.Mode.FEED));
    }

    /// Writes what is new into the feeds of an entry.
    void buildOf(UUID entry) {
        buildEach(grants.inForce(Grant.Mode.FEED).stream()
                .filter(grant -> grant.entry().equals(entry))
                .toList());
    }

    private void buildEach(List<Grant> fed) {
        for (Grant grant : fed) {
            try {
                build(grant);
            } catch (RuntimeException e) {
                LOG.warn("the feed of grant {} was not written; it is tried again", grant.number(), e);
            }
        }
    }

    /// Writes what is new into the feed of a grant.
    ///
    /// @return null if there is nothing yet that consumers may read
    @Nullable
    Feed build(Grant grant) {
        return collected.isCaptured(grant.entry()) ? fromCopy(grant) : fromVersions(grant);
    }

    private @Nullable Feed fromCopy(Grant grant) {
        while (true) {
            CollectedData.Changes changes = collected.changes(grant.entry()).orElse(null);
            Feed known = records.find(grant.id()).orElse(null);
            if (changes == null || (known != null && isToldOf(known, grant, changes))) {
                return known;
            }
            Feed written = Objects.requireNonNull(transaction.execute(status -> written(grant, changes)));
            if (isToldOf(written, grant, changes)) {
                return written;
            }
        }
    }

    private static boolean isToldOf(Feed feed, Grant grant, CollectedData.Changes changes) {
        return feed.grantChange() == grant.change()
                && Objects.equals(feed.copyLog(), changes.log())
                && feed.copyNumber() != null
                && feed.copyNumber() >= changes.last();
    }

    /// Tells the next changes of a copy.
    private Feed written(Grant grant, CollectedData.Changes changes) {
        records.lock(grant.id());
        Feed known = records.find(grant.id()).orElse(null);
        if (known != null && isToldOf(known, grant, changes)) {
            return known;
        }
        Long told = known == null ? null : known.copyNumber();
        boolean goesOn = known != null
                && told != null
                && known.grantChange() == grant.change()
                && Objects.equals(known.copyLog(), changes.log())
                && told >= changes.first() - 1;
        long since = goesOn ? Objects.requireNonNull(told) : 0;
        long upTo = Math.min(changes.last(), since + TOLD_AT_ONCE);
        Lines lines = new Lines(grant.id(), known, null);
        if (!goesOn || !logged(grant, changes, since, upTo, lines)) {
            lines.snapshot();
            upTo = changes.last();
        }
        return lines.written(grant.change(), changes.log(), upTo);
    }

    /// @return false if the changes cannot be told
    private boolean logged(Grant grant, CollectedData.Changes changes, long since, long upTo, Lines lines) {
        try {
            ConsumerReader.logged(
                    served.logged(changes, since, upTo), served.granted(grant), new ChangeLines(lines::add));
            return true;
        } catch (ReadRefused incomparable) {
            return false;
        } catch (SourceAway away) {
            return orElseAway(away);
        }
    }

    private @Nullable Feed fromVersions(Grant grant) {
        Long good = quality.goodVersion(grant.entry()).map(LakeVersion::id).orElse(null);
        Feed known = records.find(grant.id()).orElse(null);
        if (good == null || (known != null && isToldOf(known, grant, good))) {
            return known;
        }
        return transaction.execute(status -> written(grant, good));
    }

    private static boolean isToldOf(Feed feed, Grant grant, long version) {
        return Objects.equals(feed.version(), version) && feed.grantChange() == grant.change();
    }

    /// Tells what a version of the collected copy has changed.
    private Feed written(Grant grant, long good) {
        records.lock(grant.id());
        Feed known = records.find(grant.id()).orElse(null);
        if (known != null && isToldOf(known, grant, good)) {
            return known;
        }
        Lines lines = new Lines(grant.id(), known, good);
        Long since = known == null || known.grantChange() != grant.change() ? null : known.version();
        if (since == null || !changes(grant, since, good, lines)) {
            lines.snapshot();
        }
        return lines.written(grant.change(), null, null);
    }

    /// @return false if the versions cannot be compared
    private boolean changes(Grant grant, long since, long good, Lines lines) {
        try {
            ConsumerReader.changes(
                    served.collected(grant, since),
                    served.collected(grant, good),
                    served.granted(grant),
                    new ChangeLines(lines::add));
            return true;
        } catch (ReadRefused | ExchangeRefused incomparable) {
            return false;
        } catch (SourceAway away) {
            return orElseAway(away);
        }
    }

    private static boolean orElseAway(SourceAway away) {
        if (away.reason() == SourceAway.Reason.CHANGED) {
            return false;
        }
        throw new IllegalStateException(away);
    }

    /// The lines that are added to a feed in a transaction.
    private final class Lines {
        private final UUID grant;
        private final @Nullable Feed known;
        private final @Nullable Long version;
        private final Instant now = clock.instant();
        private final List<Change> waiting = new ArrayList<>();
        private final long before;
        private long last;

        private Lines(UUID grant, @Nullable Feed known, @Nullable Long version) {
            this.grant = grant;
            this.known = known;
            this.version = version;
            this.before = known == null ? 0 : known.lastNumber();
            this.last = before;
        }

        void add(String change, String row, String key) {
            waiting.add(new Change(++last, Rows.constant(Kind.class, change), version, row, key, now));
            if (waiting.size() == WRITTEN_AT_ONCE) {
                records.add(grant, waiting);
                waiting.clear();
            }
        }

        /// All rows must be read: what was added does not lead to them and is taken back.
        void snapshot() {
            if (last > before) {
                records.cut(grant, before);
                waiting.clear();
                last = before;
            }
            String row = version == null ? "{}" : "{\"version\":\"" + version + "\"}";
            waiting.add(new Change(++last, Kind.SNAPSHOT, version, row, null, now));
        }

        Feed written(long grantChange, @Nullable Long copyLog, @Nullable Long copyNumber) {
            long first = known == null ? 1 : known.firstNumber();
            Feed written = new Feed(grant, grantChange, version, copyLog, copyNumber, last, first, now);
            records.save(written);
            records.add(grant, waiting);
            return written;
        }
    }

    /// Tells the consumer of a grant that rows were removed for good: changes that have such a row say that it is
    /// gone, and those that the consumer still has are told as gone. If that cannot be told row by row, all rows
    /// must be read again.
    ///
    /// @param fresh whether it was not told of this removal yet; the versions have the rows still
    /// @return number of lines that were changed or added
    int removed(Grant grant, LakeTable table, RemovedKeys keys, boolean fresh) {
        records.lock(grant.id());
        Feed known = records.find(grant.id()).orElse(null);
        if (known == null) {
            return 0;
        }
        int told = 0;
        if (known.version() == null) {
            // The copy of a captured table has lost the rows already, and its changes say so.
            Feed now = fromCopy(grant);
            told = now == null || !fresh ? 0 : (int) (now.lastNumber() - known.lastNumber());
        } else if (fresh && known.grantChange() == grant.change()) {
            // A feed of an earlier change of the grant begins anew by itself.
            told = toldGone(grant, known, known.version(), table, keys);
        }
        for (Change change : removedLines(grant, keys)) {
            records.gone(grant.id(), change.number(), change.rowText());
            told++;
        }
        return told;
    }

    private int toldGone(Grant grant, Feed known, long version, LakeTable table, RemovedKeys keys) {
        Lines lines = new Lines(grant.id(), known, version);
        try {
            ConsumerReader.changes(
                    LakeServed.of(table, version),
                    LakeServed.without(table, version, keys),
                    served.granted(grant),
                    new ChangeLines(lines::add));
        } catch (ReadRefused | SourceAway incomparable) {
            lines.snapshot();
        }
        Feed written = lines.written(grant.change(), null, null);
        return (int) (written.lastNumber() - known.lastNumber());
    }

    /// The changes that have a removed row, each with the text of its key.
    List<Change> removedLines(Grant grant, RemovedKeys keys) {
        List<String> items = items(grant, keys);
        List<Change> found = new ArrayList<>();
        if (items.isEmpty()) {
            return found;
        }
        Set<List<String>> wanted = new HashSet<>();
        keys.values().forEach(key -> wanted.add(key.stream().map(Feeds::plain).toList()));
        long after = 0;
        while (true) {
            List<Change> read = records.after(grant.id(), after, WRITTEN_AT_ONCE);
            for (Change change : read) {
                after = change.number();
                if (change.change() == Kind.ADDED || change.change() == Kind.CHANGED) {
                    ObjectNode row = (ObjectNode) json.readTree(change.rowText());
                    if (wanted.contains(items.stream()
                            .map(item -> plain(row.path(item).asString("")))
                            .toList())) {
                        row.retain(items);
                        found.add(new Change(
                                change.number(),
                                Kind.GONE,
                                change.version(),
                                row.toString(),
                                change.keyText(),
                                change.at()));
                    }
                }
            }
            if (read.size() < WRITTEN_AT_ONCE) {
                return found;
            }
        }
    }

    /// Numbers are compared without zeros at their ends.
    private static String plain(String value) {
        return value.matches("-?[0-9]{1,60}[.][0-9]{1,60}")
                ? new BigDecimal(value).stripTrailingZeros().toPlainString()
                : value;
    }

    /// The items by which the consumer knows rows, in the order of the key's columns; none if it does not see
    /// them all.
    private List<String> items(Grant grant, RemovedKeys keys) {
        List<String> items = new ArrayList<>();
        for (String column : keys.columns()) {
            served.granted(grant).items().stream()
                    .filter(item -> item.column().equalsIgnoreCase(column))
                    .findFirst()
                    .ifPresent(item -> items.add(item.name()));
        }
        return items.size() == keys.columns().size() ? items : List.of();
    }

    /// In the transaction of the change: what is kept may be more than the grant gives now.
    @EventListener
    void changed(GrantChanged event) {
        records.clear(event.grant());
    }

    /// Deletes what is older than the rule says.
    void tidy() {
        records.forget(clock.instant().minus(Duration.ofDays(days.today())));
    }
}
