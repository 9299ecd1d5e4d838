package org.shuguan.server.comment;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.Rows;

/// A comment as stored.
///
/// @param about the kind of the object ([CommentSubject#about])
/// @param unit for which it was written; of somebody who oversees, the territory
/// @param office the unit at which the writer held the role
/// @param text null after it was removed
public record Comment(
        UUID id,
        String about,
        UUID subject,
        Audience audience,
        UnitCode unit,
        UnitCode office,
        @Nullable String text,
        String writtenBy,
        OfficerId writtenById,
        Instant writtenAt,
        @Nullable Instant editedAt,
        @Nullable String removedBy,
        @Nullable Instant removedAt) {
    /// Who reads it, of those who see the object.
    public enum Audience {
        /// the officers of the unit for which it was written
        INTERNAL,
        /// all
        EVERYBODY;

        @JsonValue
        public String word() {
            return Rows.word(this);
        }

        /// @throws IllegalArgumentException for an unknown name
        @JsonCreator
        public static Audience of(String word) {
            return Rows.constant(Audience.class, word);
        }
    }

    boolean isRemoved() {
        return removedAt != null;
    }
}
