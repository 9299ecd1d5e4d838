package org.shuguan.server.finding;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.detect.Grade;
import org.shuguan.server.catalog.Content;
import org.shuguan.server.catalog.OpeningType;
import org.shuguan.server.catalog.ResourceCode;
import org.shuguan.server.catalog.SharingType;
import org.shuguan.server.catalog.UpdateCycle;
import org.shuguan.server.catalog.Version;
import org.shuguan.server.institution.UnitCode;

/// What a list of findings shows of a version; kept in the index, so that a search asks no database.
///
/// @param mount where the data lie, as one word to compare by
/// @param place where the data lie, as people read it: source and path
record Shown(
        UUID entry,
        int version,
        ResourceCode code,
        UnitCode unit,
        Version.State state,
        Grade grade,
        @Nullable SharingType sharingType,
        @Nullable OpeningType openingType,
        @Nullable UpdateCycle updateCycle,
        @Nullable String theme,
        String title,
        @Nullable String summary,
        @Nullable String mount,
        @Nullable String place,
        List<Item> items) {
    record Item(String name, @Nullable String physicalName) {}

    static Shown of(Version version) {
        Content content = version.content();
        Content.Mount mount = content.mount();
        return new Shown(
                version.entry(),
                version.number(),
                version.code(),
                version.unit(),
                version.state(),
                content.grade(),
                content.sharingType(),
                content.openingType(),
                content.updateCycle(),
                content.theme(),
                content.title(),
                content.summary(),
                mount == null ? null : mount.source() + " " + mount.path(),
                mount == null ? null : mount.sourceName() + " · " + mount.path(),
                content.items().stream()
                        .map(item -> new Item(item.name(), item.physicalName()))
                        .toList());
    }

    String key() {
        return entry + ":" + version;
    }
}
