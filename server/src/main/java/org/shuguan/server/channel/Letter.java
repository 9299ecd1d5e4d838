package org.shuguan.server.channel;

import java.util.List;
import java.util.Locale;
import java.util.UUID;

/// What is sent to one person at once.
///
/// @param id the same for each attempt to send it
/// @param subject one line
/// @param parts sentences with their links
record Letter(UUID id, Locale language, String subject, List<Part> parts) {
    Letter {
        parts = List.copyOf(parts);
    }

    /// @param link absolute address of the page, empty for none
    record Part(String sentence, String link) {}

    /// The text without markup: a paragraph for each part.
    String text() {
        StringBuilder text = new StringBuilder();
        for (Part part : parts) {
            text.append(part.sentence()).append('\n');
            if (!part.link().isEmpty()) {
                text.append(part.link()).append('\n');
            }
            text.append('\n');
        }
        return text.toString().stripTrailing() + "\n";
    }
}
