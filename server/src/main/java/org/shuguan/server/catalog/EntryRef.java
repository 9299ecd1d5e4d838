package org.shuguan.server.catalog;

import java.util.UUID;
import org.shuguan.server.institution.UnitCode;

/// A version of an entry as named in events.
///
/// @param unit the unit of the entry
public record EntryRef(UUID entry, ResourceCode code, int version, UnitCode unit, String title) {
    static EntryRef of(Version version) {
        return new EntryRef(
                version.entry(),
                version.code(),
                version.number(),
                version.unit(),
                version.content().title());
    }

    String link() {
        return "/office/catalog/" + entry + "?version=" + version;
    }
}
