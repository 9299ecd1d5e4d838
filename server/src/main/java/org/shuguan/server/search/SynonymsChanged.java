package org.shuguan.server.search;

import java.util.List;
import java.util.Map;
import org.shuguan.server.audit.Audited;

/// A group of the city's synonyms was added or removed.
///
/// @param action `search.add-synonyms` or `search.remove-synonyms`
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
