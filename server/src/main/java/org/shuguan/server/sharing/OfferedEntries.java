package org.shuguan.server.sharing;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.detect.Grade;
import org.shuguan.server.catalog.CatalogReader;
import org.shuguan.server.catalog.Content;
import org.shuguan.server.catalog.SharingType;
import org.shuguan.server.catalog.Version;
import org.springframework.stereotype.Component;

/// What the published catalog says about the entries that are asked for.
@Component
class OfferedEntries {
    private final CatalogReader catalog;

    OfferedEntries(CatalogReader catalog) {
        this.catalog = catalog;
    }

    /// The published version of an entry.
    Optional<Version> published(UUID entry) {
        return catalog.versions(entry).stream()
                .filter(version -> version.state() == Version.State.PUBLISHED)
                .findFirst();
    }

    static Optional<Content.Item> item(Content content, String name) {
        return content.items().stream().filter(item -> item.name().equals(name)).findFirst();
    }

    /// The sharing type that holds for an item: its own if it is stricter than the entry's.
    static SharingType sharing(Content content, Content.@Nullable Item item) {
        SharingType entry = content.sharingType() == null ? SharingType.CONDITIONAL : content.sharingType();
        SharingType own = item == null ? null : item.sharingType();
        return own == null || own.compareTo(entry) < 0 ? entry : own;
    }

    /// The strictest sharing type of the items.
    static SharingType strictest(Content content, Collection<String> names) {
        return names.stream()
                .map(name -> sharing(content, item(content, name).orElse(null)))
                .reduce(sharing(content, null), (one, other) -> one.compareTo(other) >= 0 ? one : other);
    }

    /// The highest grade of the items.
    static Grade grade(Content content, Collection<String> names) {
        return names.stream()
                .flatMap(name -> item(content, name).stream())
                .map(Content.Item::grade)
                .reduce(Grade.GENERAL_1, Grade::orHigher);
    }

    /// Whether the item is sensitive personal information (PIPL article 28). The catalog keeps its category and grade:
    /// sensitive information has at least level 4.
    static boolean sensitive(Content.Item item) {
        return item.personal() != null && item.grade().compareTo(Grade.GENERAL_4) >= 0;
    }

    /// Whether it must be said why the item is needed: personal information, and whatever harms seriously.
    static boolean needsReason(Content.Item item) {
        return item.personal() != null || item.grade().compareTo(Grade.GENERAL_3) >= 0;
    }

    /// The name by which the source knows the item.
    static String code(Content.Item item) {
        return item.physicalName() == null ? item.name() : item.physicalName();
    }

    /// The items' names in the order of the entry.
    static List<String> inOrder(Content content, Collection<String> names) {
        List<String> ordered = new ArrayList<>();
        content.items().stream().map(Content.Item::name).filter(names::contains).forEach(ordered::add);
        return ordered;
    }
}
