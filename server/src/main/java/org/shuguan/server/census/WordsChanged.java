package org.shuguan.server.census;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.detect.Correction;
import org.shuguan.server.audit.Audited;

/// A word of the city was added or removed.
///
/// @param action `census.add-word` or `census.remove-word`
/// @param type word of the type, null for none
record WordsChanged(String action, String word, @Nullable String type) implements Audited {
    @Override
    public String subject() {
        return "word " + word;
    }

    @Override
    public Map<String, ?> facts() {
        return Map.of("word", word, "type", type == null ? Correction.NOTHING : type);
    }
}
