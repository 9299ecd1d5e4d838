package org.shuguan.server.catalog;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Capacity;
import org.shuguan.server.institution.UnitCode;

/// A version of an entry with its state.
///
/// @param revision the number of saves; a save with an older one is refused
/// @param caseId the case of its approval; null before its first submission
/// @param signedFor the holder for whom a substitute or delegate signed; null if the holder signed
/// @param signedCapacity how the signer came to the role; null if the version was signed before this was recorded
/// @param signedRole the role of the signature, for the seal
/// @param signedUnit the unit in which that role was held
public record Version(
        UUID entry,
        UnitCode unit,
        ResourceCode code,
        int number,
        State state,
        Content content,
        long revision,
        @Nullable String caseId,
        @Nullable String returnedBecause,
        @Nullable String signedBy,
        @Nullable String signedFor,
        Capacity.@Nullable Kind signedCapacity,
        @Nullable String signedRole,
        @Nullable UnitCode signedUnit,
        @Nullable Instant signedAt,
        @Nullable Instant publishedAt,
        @Nullable String withdrawnBecause,
        Instant changedAt,
        String changedBy) {
    /// The states of a version.
    public enum State {
        DRAFT,
        SUBMITTED,
        SIGNED,
        PUBLISHED,
        SUPERSEDED,
        WITHDRAWN,
        DELETED;

        /// The word in the database and in the API.
        @com.fasterxml.jackson.annotation.JsonValue
        public String word() {
            return org.shuguan.server.platform.Rows.word(this);
        }

        /// Whether it is neither published nor ended: drafted, submitted or signed.
        public boolean open() {
            return this == DRAFT || this == SUBMITTED || this == SIGNED;
        }
    }
}
