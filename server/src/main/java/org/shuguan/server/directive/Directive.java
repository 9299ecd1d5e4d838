package org.shuguan.server.directive;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.Rows;

/// A document of a superior that units must know.
///
/// @param territory whose bureau keeps it: the city, or a district
/// @param number its reference as printed, empty if it has none
/// @param issued the day that the document bears
/// @param readBy the last day to read it, null while it is not circulated
public record Directive(
        UUID id,
        UnitCode territory,
        Level level,
        String title,
        String number,
        String issuer,
        @Nullable LocalDate issued,
        String summary,
        @Nullable LocalDate readBy,
        String createdBy,
        Instant createdAt,
        Instant changedAt,
        long revision) {
    /// Who issued it.
    public enum Level {
        NATIONAL,
        PROVINCE,
        CITY;

        @JsonValue
        public String word() {
            return Rows.word(this);
        }

        /// @throws IllegalArgumentException for an unknown name
        @JsonCreator
        public static Level of(String word) {
            return Rows.constant(Level.class, word);
        }
    }

    String subject() {
        return "directive " + id;
    }

    String link() {
        return "/office/directives/" + id;
    }
}
