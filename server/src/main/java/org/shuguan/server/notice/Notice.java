package org.shuguan.server.notice;

import java.util.Map;

/// The content of a notice.
///
/// @param code its sentence is the text `notice.<code>`
/// @param facts named arguments of the sentence
/// @param link the page about it
/// @param key identifies the notice: a person receives it only once
public record Notice(String code, Map<String, String> facts, String link, String key) {
    public Notice {
        facts = Map.copyOf(facts);
    }
}
