package org.shuguan.server.collection;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.census.SourceCensus;
import org.shuguan.dataplane.detect.Classification;
import org.shuguan.dataplane.detect.DataType;
import org.shuguan.dataplane.mask.Mask;
import org.shuguan.dataplane.profile.TableProfile;
import org.shuguan.server.catalog.Content;

/// Masks values of a collected table by the items of its entry, as the census masks what it found. A column that is no
/// item any more is masked completely.
public final class ItemMasks {
    private static final String BETWEEN = " / ";

    private final Map<String, Mask> masks = new HashMap<>();
    private final Map<String, String> titles = new HashMap<>();
    private final List<Classification> classifications = new ArrayList<>();
    private final List<String> key = new ArrayList<>();

    ItemMasks(Content content) {
        this(content, List.of());
    }

    /// @param chosen columns of the key, in the order of the items; empty for the items that the entry marks
    ItemMasks(Content content, List<String> chosen) {
        for (Content.Item item : content.items()) {
            if (item.physicalName() != null) {
                Classification found = classification(item.physicalName(), item);
                classifications.add(found);
                masks.put(lower(item.physicalName()), Mask.of(found));
                titles.put(lower(item.physicalName()), item.name());
                if (chosen.isEmpty() ? item.key() : chosen.contains(item.physicalName())) {
                    key.add(item.physicalName());
                }
            }
        }
    }

    static Classification classification(String column, Content.Item item) {
        List<Classification.Finding> findings = Optional.ofNullable(item.detected())
                .flatMap(DataType::find)
                .map(type -> new Classification.Finding(type, 1, List.of()))
                .stream()
                .toList();
        return new Classification(
                column,
                findings,
                item.grade(),
                new Classification.Reason("", Map.of()),
                item.personal(),
                false,
                !findings.isEmpty());
    }

    private static String lower(String column) {
        return column.toLowerCase(Locale.ROOT);
    }

    /// The item's title, else the column's name.
    public String title(String column) {
        return titles.getOrDefault(lower(column), column);
    }

    /// Whether values of the column are shown as they are.
    public boolean shows(String column) {
        return masks.getOrDefault(lower(column), Mask.ALL) == Mask.NONE;
    }

    public @Nullable String masked(String column, @Nullable String value) {
        return masks.getOrDefault(lower(column), Mask.ALL).apply(value);
    }

    /// A row of values of these columns.
    public List<@Nullable String> masked(List<String> columns, List<@Nullable String> values) {
        List<@Nullable String> masked = new ArrayList<>(values.size());
        for (int i = 0; i < values.size(); i++) {
            masked.add(masked(columns.get(i), values.get(i)));
        }
        return masked;
    }

    /// The values of the key in one text.
    @Nullable
    String maskedKey(@Nullable String text) {
        if (text == null) {
            return null;
        }
        String[] parts = key.size() == 1 ? new String[] {text} : text.split(BETWEEN, -1);
        if (parts.length != key.size()) {
            return Mask.ALL.apply(text);
        }
        List<String> masked = new ArrayList<>();
        for (int i = 0; i < parts.length; i++) {
            masked.add(String.valueOf(masked(key.get(i), parts[i])));
        }
        return masked.stream().collect(Collectors.joining(BETWEEN));
    }

    /// A line of a file that is no row.
    @Nullable
    String maskedLine(@Nullable String text) {
        return text == null
                ? null
                : SourceCensus.maskRejected(List.of(new TableProfile.Rejected(0, "", text)), classifications)
                        .getFirst()
                        .text();
    }
}
