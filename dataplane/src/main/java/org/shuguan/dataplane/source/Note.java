package org.shuguan.dataplane.source;

import java.util.Map;

/// A hint about a table that its readers should know: hidden columns, lines around the table.
///
/// @param code code of the sentence; its text has the key `note.<code>`
/// @param facts placeholders of the sentence and their values
public record Note(String code, Map<String, String> facts) {
    public Note {
        facts = Map.copyOf(facts);
    }
}
