package org.shuguan.server.followup;

import java.util.Map;
import java.util.UUID;
import org.shuguan.server.audit.Audited;
import org.shuguan.server.institution.UnitCode;

/// A paper was added or corrected.
record PaperChanged(UUID paper, UnitCode of, String title, boolean added) implements Audited {
    @Override
    public String action() {
        return added ? "followup.paper-add" : "followup.paper-edit";
    }

    @Override
    public String subject() {
        return "paper " + paper;
    }

    @Override
    public String unit() {
        return of.value();
    }

    @Override
    public Map<String, ?> facts() {
        return Map.of("title", title);
    }
}
