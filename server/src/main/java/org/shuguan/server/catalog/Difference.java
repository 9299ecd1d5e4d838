package org.shuguan.server.catalog;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.platform.Rows;

/// The difference between two versions: fields of the entry, and items that were added, removed or changed.
///
/// @param fields of the entry itself
public record Difference(List<Change> fields, List<Change> items) {
    /// @param what the name of the field or of the item
    /// @param before null if there was nothing
    /// @param after null if there is nothing
    public record Change(
            String what, @Nullable String before, @Nullable String after) {}

    /// The difference of the second content from the first.
    public static Difference between(Content before, Content after) {
        List<Change> fields = new ArrayList<>();
        Map<String, @Nullable Object> old = fields(before);
        fields(after).forEach((name, value) -> add(fields, name, old.get(name), value));
        List<Change> items = new ArrayList<>();
        Map<String, Content.Item> oldItems = byColumn(before);
        Map<String, Content.Item> newItems = byColumn(after);
        oldItems.forEach((column, item) -> {
            if (!newItems.containsKey(column)) {
                items.add(new Change(item.name(), describe(item), null));
            }
        });
        newItems.forEach((column, item) -> {
            Content.Item was = oldItems.get(column);
            add(items, item.name(), was == null ? null : describe(was), describe(item));
        });
        return new Difference(fields, items);
    }

    private static void add(List<Change> changes, String what, @Nullable Object before, @Nullable Object after) {
        if (!Objects.equals(before, after)) {
            changes.add(new Change(what, text(before), text(after)));
        }
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null || value.toString().isEmpty() ? null : value.toString();
    }

    /// All components of the content except the items, which are compared one by one.
    private static Map<String, @Nullable Object> fields(Content content) {
        Map<String, @Nullable Object> fields = components(content);
        // What was to be checked is no part of what the entry says.
        List.of("items", "checks").forEach(fields::remove);
        Content.Mount mount = content.mount();
        fields.put("mount", mount == null ? null : mount.sourceName() + " · " + mount.path());
        fields.put("relatedCodes", String.join(", ", content.relatedCodes()));
        return fields;
    }

    private static Map<String, Content.Item> byColumn(Content content) {
        Map<String, Content.Item> items = new LinkedHashMap<>();
        for (Content.Item item : content.items()) {
            String column = item.physicalName() == null ? item.name() : item.physicalName();
            // Items with the same column are kept apart.
            String key = column;
            for (int n = 2; items.containsKey(key); n++) {
                key = column + " (" + n + ")";
            }
            items.put(key, item);
        }
        return items;
    }

    private static String describe(Content.Item item) {
        Map<String, @Nullable Object> parts = components(item);
        // The reason given by the census changes with each census; the result is in the other components.
        List.of("reason", "physicalName").forEach(parts::remove);
        parts.put("codes", item.codes().isEmpty() ? null : item.codesWritten());
        return parts.values().stream()
                .filter(part -> part != null && !part.equals(false))
                .map(part -> part.equals(true) ? "key" : part.toString())
                .collect(Collectors.joining(" · "));
    }

    private static Map<String, @Nullable Object> components(Record record) {
        Map<String, @Nullable Object> components = new LinkedHashMap<>();
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            try {
                Object value = component.getAccessor().invoke(record);
                components.put(component.getName(), value instanceof Enum<?> constant ? Rows.word(constant) : value);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
        return components;
    }
}
