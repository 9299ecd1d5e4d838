package org.shuguan.server.catalog;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What changed between two versions, in words a person reads: which field of the entry, which item came, went or
/// changed.
///
/// @param fields of the entry itself
public record Difference(List<Change> fields, List<Change> items) {
    /// @param what the field, or the item with its field
    /// @param before null where there was nothing
    public record Change(
            String what, @Nullable String before, @Nullable String after) {}

    static Difference between(Content before, Content after) {
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

    private static Map<String, @Nullable Object> fields(Content content) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("title", content.title());
        fields.put("summary", content.summary());
        fields.put("formatCategory", content.formatCategory());
        fields.put("formatType", content.formatType());
        fields.put(
                "sharingType",
                content.sharingType() == null ? null : content.sharingType().word());
        fields.put("sharingCondition", content.sharingCondition());
        fields.put("sharingMode", content.sharingMode());
        fields.put("sharingBasis", content.sharingBasis());
        fields.put(
                "openingType",
                content.openingType() == null ? null : content.openingType().word());
        fields.put("openingCondition", content.openingCondition());
        fields.put(
                "updateCycle",
                content.updateCycle() == null ? null : content.updateCycle().word());
        fields.put("theme", content.theme());
        fields.put("grade", content.grade().word());
        return fields;
    }

    private static Map<String, Content.Item> byColumn(Content content) {
        Map<String, Content.Item> items = new LinkedHashMap<>();
        content.items()
                .forEach(item -> items.put(item.physicalName() == null ? item.name() : item.physicalName(), item));
        return items;
    }

    private static String describe(Content.Item item) {
        return item.name() + " · " + item.type() + (item.lengthBytes() == null ? "" : "(" + item.lengthBytes() + ")")
                + " · " + item.grade().word() + (item.comment() == null ? "" : " · " + item.comment());
    }
}
