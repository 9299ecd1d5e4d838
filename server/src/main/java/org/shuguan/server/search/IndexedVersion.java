package org.shuguan.server.search;

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

/// What a search result shows of a version, stored in the index so that a search needs no query to the database.
///
/// @param mount identifies the table of the data; null if the version has none
/// @param place source and path of the data as displayed; null if the version has none
record IndexedVersion(
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

    static IndexedVersion of(Version version) {
        Content content = version.content();
        Content.Mount mount = content.mount();
        return new IndexedVersion(
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

    /// The version's key in the index, see [Fields#KEY].
    static String key(Version version) {
        return version.entry() + ":" + version.number();
    }
}
