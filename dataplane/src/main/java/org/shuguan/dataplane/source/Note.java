package org.shuguan.dataplane.source;

import java.util.Map;

/// Something about a file that a reader of its figures should know: hidden columns, lines around the table.
///
/// @param code its words are `note.<code>`
/// @param facts what the words name
public record Note(String code, Map<String, String> facts) {
    public Note {
        facts = Map.copyOf(facts);
    }
}
