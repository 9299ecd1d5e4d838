package org.shuguan.server.followup;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.Rows;

/// What shows that the work was done: a file, or a published catalog entry.
///
/// @param title name of the file, or title of the entry when it was named
record Evidence(
        UUID id,
        UUID followUp,
        Kind kind,
        String title,
        UnitCode unit,
        String addedBy,
        OfficerId addedById,
        Instant addedAt,
        @Nullable Long bytes,
        @Nullable String sha256,
        @Nullable UUID entry,
        @Nullable String entryCode) {
    enum Kind {
        FILE,
        ENTRY;

        @JsonValue
        String word() {
            return Rows.word(this);
        }
    }
}
