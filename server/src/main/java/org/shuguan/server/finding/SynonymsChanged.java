package org.shuguan.server.finding;

import java.util.List;
import java.util.Map;
import org.shuguan.server.audit.Audited;

/// The city's list of words that mean the same was changed.
///
/// @param action `finding.add-synonyms` or `finding.remove-synonyms`
record SynonymsChanged(String action, List<String> words) implements Audited {
    @Override
    public String subject() {
        return "synonyms " + String.join(" = ", words);
    }

    @Override
    public Map<String, ?> facts() {
        return Map.of("words", words);
    }
}
