package org.shuguan.server.catalog;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.platform.Rows;

/// How an entry differs from the table behind it. Lengths are not compared, because they grow with the data.
///
/// @param tableGone whether the table no longer exists
record SourceDifference(boolean tableGone, List<Change> changes) {
    enum Kind {
        ADDED,
        REMOVED,
        TYPE,
        GRADE,
        /// same grade, but now personal information
        PERSONAL;

        @JsonValue
        String word() {
            return Rows.word(this);
        }

        @JsonCreator
        static Kind of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }

    /// @param column the column of the table
    /// @param item the title of the item in the entry, or the title that a draft would have
    record Change(
            Kind kind,
            String column,
            String item,
            @Nullable String before,
            @Nullable String after) {
        /// Identifies the change, so that a refused one is not reported again.
        String key() {
            return kind.word() + " " + column + " " + after;
        }
    }

    SourceDifference {
        changes = List.copyOf(changes);
    }

    static SourceDifference gone() {
        return new SourceDifference(true, List.of());
    }

    /// @param measured the items of a new draft of the table
    static SourceDifference between(Content content, List<Content.Item> measured) {
        List<Change> changes = new ArrayList<>();
        Map<String, Content.Item> now = byColumn(measured);
        Map<String, Content.Item> said = byColumn(content.items());
        said.forEach((column, item) -> {
            Content.Item is = now.get(column);
            if (is == null) {
                changes.add(new Change(Kind.REMOVED, column, item.name(), item.type(), null));
                return;
            }
            if (!Objects.equals(item.type(), is.type())) {
                changes.add(new Change(Kind.TYPE, column, item.name(), item.type(), is.type()));
            }
            if (is.grade().compareTo(item.grade()) > 0) {
                changes.add(new Change(
                        Kind.GRADE,
                        column,
                        item.name(),
                        item.grade().word(),
                        is.grade().word()));
            } else if (is.personal() != null && item.personal() == null) {
                changes.add(new Change(Kind.PERSONAL, column, item.name(), null, is.personal()));
            }
        });
        now.forEach((column, item) -> {
            if (!said.containsKey(column)) {
                changes.add(new Change(Kind.ADDED, column, item.name(), null, item.type()));
            }
        });
        return new SourceDifference(false, changes);
    }

    boolean isNothing() {
        return !tableGone && changes.isEmpty();
    }

    /// Without changes that were refused before.
    SourceDifference without(Set<String> refused) {
        return new SourceDifference(
                tableGone && !refused.contains(goneKey()),
                changes.stream()
                        .filter(change -> !refused.contains(change.key()))
                        .toList());
    }

    List<String> keys() {
        List<String> keys = new ArrayList<>(changes.stream().map(Change::key).toList());
        if (tableGone) {
            keys.add(goneKey());
        }
        return keys;
    }

    /// The content with the changes applied. Titles, comments and stricter sharing set by people stay.
    Content takenOver(Content content, Content measured) {
        Map<String, Content.Item> now = byColumn(measured.items());
        List<Content.Item> items = new ArrayList<>();
        List<Content.Check> checks = new ArrayList<>(content.checks());
        for (Content.Item item : content.items()) {
            Content.Item is = now.get(Objects.requireNonNullElse(item.physicalName(), ""));
            if (is == null) {
                if (changes.stream()
                        .noneMatch(c -> c.kind() == Kind.REMOVED && c.column().equals(item.physicalName()))) {
                    items.add(item);
                }
                continue;
            }
            boolean typed = changes.stream()
                    .anyMatch(c -> c.kind() == Kind.TYPE && c.column().equals(item.physicalName()));
            boolean graded = changes.stream()
                    .anyMatch(c -> (c.kind() == Kind.GRADE || c.kind() == Kind.PERSONAL)
                            && c.column().equals(item.physicalName()));
            items.add(new Content.Item(
                    item.name(),
                    item.physicalName(),
                    typed ? is.type() : item.type(),
                    typed ? is.lengthBytes() : item.lengthBytes(),
                    item.key(),
                    graded ? item.grade().orHigher(is.grade()) : item.grade(),
                    graded ? is.personal() : item.personal(),
                    graded ? is.detected() : item.detected(),
                    graded ? is.reason() : item.reason(),
                    item.comment(),
                    item.sharingType(),
                    item.codes()));
        }
        changes.stream().filter(change -> change.kind() == Kind.ADDED).forEach(change -> {
            items.add(Objects.requireNonNull(now.get(change.column())));
            measured.checks().stream()
                    .filter(check -> change.column().equals(check.column()))
                    .forEach(checks::add);
        });
        return content.withItems(items)
                .mounted(Objects.requireNonNull(measured.mount()))
                .checking(checks)
                .gradedByItems();
    }

    private static String goneKey() {
        return "gone";
    }

    /// Items by their column. Items that a person added have no column and are omitted.
    private static Map<String, Content.Item> byColumn(List<Content.Item> items) {
        Map<String, Content.Item> columns = new LinkedHashMap<>();
        items.stream()
                .filter(item ->
                        item.physicalName() != null && !item.physicalName().isBlank())
                .forEach(item -> columns.put(Objects.requireNonNull(item.physicalName()), item));
        return columns;
    }
}
