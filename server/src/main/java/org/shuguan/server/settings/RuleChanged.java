package org.shuguan.server.settings;

import java.util.Map;
import java.util.TreeMap;
import org.shuguan.server.audit.Audited;

/// The bureau set a value, or undid a change before it came into force.
record RuleChanged(String action, RuleChange change, RuleValue before) implements Audited {
    @Override
    public String subject() {
        return "rule " + change.key();
    }

    @Override
    public Map<String, ?> facts() {
        Map<String, Object> facts = new TreeMap<>();
        facts.put("value", change.value().toString());
        facts.put("before", before.toString());
        facts.put("from", change.validFrom().toString());
        facts.put("source", change.source());
        facts.put("mark", change.mark().word());
        facts.put("reason", change.reason());
        return facts;
    }
}
