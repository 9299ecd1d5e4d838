package org.shuguan.server.standard;

import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.audit.Audited;
import org.shuguan.server.institution.UnitCode;

/// An item was bound to a data element, or no longer.
///
/// @param element null if the item is bound to none now
record ItemBound(
        UUID entry,
        String code,
        UnitCode of,
        String item,
        @Nullable String element) implements Audited {
    @Override
    public String action() {
        return element == null ? "standard.unbind" : "standard.bind";
    }

    @Override
    public String subject() {
        return "entry " + code;
    }

    @Override
    public String unit() {
        return of.value();
    }

    @Override
    public Map<String, ?> facts() {
        return element == null ? Map.of("item", item) : Map.of("item", item, "element", element);
    }
}
