package org.shuguan.dataplane.source;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// A hint about a table that its readers should know: hidden columns, lines around the table.
///
/// @param code code of the sentence; its text has the key `note.<code>`
/// @param facts placeholders of the sentence and their values
public record Note(String code, Map<String, String> facts) {
    private static final int MOST_NAMED = 20;

    public Note {
        facts = Map.copyOf(facts);
    }

    /// Names for a fact; of very many only the first.
    public static String names(List<String> names) {
        return names.stream().limit(MOST_NAMED).collect(Collectors.joining(", "))
                + (names.size() > MOST_NAMED ? ", … (" + names.size() + ")" : "");
    }
}
