package org.shuguan.server.meeting;

import org.jspecify.annotations.Nullable;
import org.shuguan.server.institution.UnitCode;

/// A topic to be raised.
///
/// @param unit that raises it
/// @param territory whose meeting shall discuss it; null for the city's, or for the unit's district if the unit is a
///     bureau of one
/// @param origin where it comes from, and `subject` what it is about there; null for the unit itself
/// @param link the page of the subject
/// @param proposal what shall be decided
public record NewTopic(
        @Nullable UnitCode unit,
        @Nullable UnitCode territory,
        Topic.@Nullable Origin origin,
        @Nullable String subject,
        @Nullable String link,
        String title,
        String reason,
        String proposal) {
    public NewTopic {
        title = text(title);
        reason = text(reason);
        proposal = text(proposal);
        subject = subject == null || subject.isBlank() ? null : subject.strip();
        link = link == null || link.isBlank() ? null : link.strip();
    }

    private static String text(@Nullable String given) {
        return given == null ? "" : given.strip();
    }
}
