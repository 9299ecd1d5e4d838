package org.shuguan.server.collection;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.census.TableResult;
import org.shuguan.dataplane.profile.ColumnProfile;
import org.shuguan.dataplane.source.Table;
import org.shuguan.dataplane.source.Watermark;
import org.shuguan.server.catalog.Content;
import org.shuguan.server.census.Census;
import org.shuguan.server.census.SourceRecord;
import org.shuguan.server.platform.InvalidInput;
import org.shuguan.server.settings.Setting;
import org.shuguan.server.settings.Settings;
import org.springframework.stereotype.Component;

/// Offers and checks what a plan can read. The columns are those that the newest census found.
@Component
class Ways {
    static final int MOST_FULL_EVERY = 1000;

    /// A column that may be the watermark.
    ///
    /// @param title the item's title, null if the catalog does not have the column
    /// @param kind `number`, `day` or `time`
    /// @param rows rows that the census read
    /// @param without those of them without a value, null if it did not measure the column
    record Offer(
            String column,
            @Nullable String title,
            String type,
            @Nullable String comment,
            Watermark.Kind kind,
            @Nullable Long rows,
            @Nullable Long without) {}

    /// A column that may belong to the key.
    ///
    /// @param marked whether the entry marks it as key
    record KeyColumn(String column, String title, boolean marked) {}

    private final Census census;
    private final Setting<Integer> fullEvery;

    Ways(Census census, Settings settings) {
        this.census = census;
        this.fullEvery = settings.number("collection.full-every");
    }

    /// The number of collections that is proposed between two full loads.
    int usualFullEvery() {
        return fullEvery.today();
    }

    /// Whether the source of a plan can be read from a watermark on.
    boolean isPossible(Content content) {
        Content.Mount mount = content.mount();
        return mount != null
                && census.source(mount.source())
                        .filter(source -> source.kind() == SourceRecord.Kind.POSTGRESQL
                                || source.kind() == SourceRecord.Kind.MYSQL)
                        .isPresent();
    }

    /// The columns that may be the watermark: those of times first, because they are changed with a row.
    List<Offer> offers(Content content) {
        Content.Mount mount = content.mount();
        if (mount == null) {
            return List.of();
        }
        Optional<TableResult> found = census.newest(mount.source(), mount.path())
                .flatMap(place -> census.found(place.run(), place.table()))
                .map(Census.Found::result);
        Map<String, String> titles = new HashMap<>();
        content.items().stream()
                .filter(item -> item.physicalName() != null)
                .forEach(item -> titles.put(item.physicalName(), item.name()));
        Map<String, ColumnProfile> profiles = new HashMap<>();
        found.map(TableResult::profile)
                .ifPresent(profile -> profile.columns().forEach(column -> profiles.put(column.name(), column)));
        return found.stream()
                .flatMap(result -> result.table().columns().stream())
                .flatMap(column -> Watermark.Kind.of(column.declaredType()).stream()
                        .map(kind -> offer(column, kind, titles, profiles)))
                .sorted((one, other) -> other.kind().compareTo(one.kind()))
                .toList();
    }

    private static Offer offer(
            Table.Column column, Watermark.Kind kind, Map<String, String> titles, Map<String, ColumnProfile> profiles) {
        ColumnProfile profile = profiles.get(column.name());
        return new Offer(
                column.name(),
                titles.get(column.name()),
                column.declaredType(),
                column.comment(),
                kind,
                profile == null ? null : profile.rows(),
                profile == null ? null : profile.nulls());
    }

    /// The items that may belong to the key.
    List<KeyColumn> keys(Content content) {
        return content.items().stream()
                .filter(item -> item.physicalName() != null && !"G".equals(item.type()))
                .map(item -> new KeyColumn(Objects.requireNonNull(item.physicalName()), item.name(), item.key()))
                .toList();
    }

    /// A way that can be taken, with the columns of its key in the order of the items.
    ///
    /// @throws InvalidInput if it cannot
    CollectionWay right(Plan plan, Content content, CollectionWay way) {
        if (way.mode() == CollectionWay.Mode.FULL) {
            return CollectionWay.FULL;
        }
        if (way.mode() == CollectionWay.Mode.PUSH) {
            return CollectionWay.push(key(content, way, new InvalidInput.Check()));
        }
        if (!isPossible(content)) {
            throw way.mode() == CollectionWay.Mode.CAPTURE
                    ? CollectionRefused.noCapture()
                    : CollectionRefused.noIncrements();
        }
        if (way.mode() == CollectionWay.Mode.CAPTURE) {
            return CollectionWay.CAPTURE;
        }
        Offer offer = offers(content).stream()
                .filter(one -> one.column().equals(way.watermark()))
                .findFirst()
                .orElse(null);
        long most = offer == null
                ? Watermark.Kind.NUMBER.mostOverlap()
                : offer.kind().mostOverlap();
        InvalidInput.Check check = new InvalidInput.Check()
                .that(way.watermark() != null && !way.watermark().isBlank(), "watermark", "required")
                .that(
                        way.watermark() == null || way.watermark().isBlank() || offer != null,
                        "watermark",
                        "no-watermark")
                .that(
                        way.overlap() >= 0 && way.overlap() <= most,
                        "overlap",
                        "setting-number",
                        Map.of("least", 0, "most", most))
                .that(
                        way.fullEvery() == 0 || (way.fullEvery() >= 2 && way.fullEvery() <= MOST_FULL_EVERY),
                        "fullEvery",
                        "setting-number",
                        Map.of("least", 2, "most", MOST_FULL_EVERY));
        List<String> key = key(content, way, check);
        return CollectionWay.increment(Objects.requireNonNull(way.watermark()), way.overlap(), key, way.fullEvery());
    }

    /// The chosen columns of the key in the order of the items; none if they are those that the entry marks.
    ///
    /// @param check of what else is wrong with the way
    private List<String> key(Content content, CollectionWay way, InvalidInput.Check check) {
        List<KeyColumn> keys = keys(content);
        List<String> key =
                keys.stream().map(KeyColumn::column).filter(way.key()::contains).toList();
        check.that(new HashSet<>(key).containsAll(way.key()), "key", "no-key-column")
                .that(!key.isEmpty() || keys.stream().anyMatch(KeyColumn::marked), "key", "required")
                .orRefuse();
        return key.equals(keys.stream()
                        .filter(KeyColumn::marked)
                        .map(KeyColumn::column)
                        .toList())
                ? List.of()
                : key;
    }
}
