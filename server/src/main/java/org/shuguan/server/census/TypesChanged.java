package org.shuguan.server.census;

import java.util.Map;
import org.shuguan.dataplane.detect.CityType;
import org.shuguan.server.audit.Audited;

/// A type of the city was added or removed.
///
/// @param action `census.add-type` or `census.remove-type`
record TypesChanged(String action, CityType type) implements Audited {
    @Override
    public String subject() {
        return "type " + type.name();
    }

    @Override
    public Map<String, ?> facts() {
        return Map.of(
                "type", type.type().word(),
                "grade", type.grade().word(),
                "category", type.category() == null ? "" : type.category(),
                "sensitive", type.sensitive(),
                "form", type.form() == null ? "" : type.form(),
                "by-values", type.byValues());
    }
}
