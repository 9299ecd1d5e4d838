package org.shuguan.server.catalog;

import java.util.Map;
import java.util.UUID;
import org.shuguan.server.audit.Audited;

/// Something happened to an entry.
///
/// @param action `catalog.submit`, `catalog.sign`, `catalog.publish`, …
public record EntryEvent(String action, UUID entry, ResourceCode code, int version, String unit, Map<String, ?> facts)
        implements Audited {
    @Override
    public String subject() {
        return "entry " + code + " v" + version;
    }
}
