package org.shuguan.server.notice;

import java.util.Map;

/// Something to be told.
///
/// @param code its sentence is the text `notice.<code>` with the facts in it
/// @param facts named arguments of the sentence
/// @param link the page that it is about
/// @param key what makes it this notice: a person is told it once
public record Notice(String code, Map<String, String> facts, String link, String key) {
    public Notice {
        facts = Map.copyOf(facts);
    }
}
