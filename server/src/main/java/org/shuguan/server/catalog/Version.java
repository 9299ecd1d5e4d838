package org.shuguan.server.catalog;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.institution.UnitCode;

/// A version of an entry, with where it stands.
///
/// @param revision counts savings, so that two people do not overwrite each other
/// @param signedFor for whom a substitute or delegate signed, null where the holder signed
/// @param signedRole as what it was signed, for the seal
/// @param signedUnit where that role was held
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
        @Nullable String signedRole,
        @Nullable UnitCode signedUnit,
        @Nullable Instant signedAt,
        @Nullable Instant publishedAt,
        @Nullable String withdrawnBecause,
        Instant changedAt,
        String changedBy) {
    public enum State {
        DRAFT,
        SUBMITTED,
        SIGNED,
        PUBLISHED,
        SUPERSEDED,
        WITHDRAWN,
        DELETED;

        @com.fasterxml.jackson.annotation.JsonValue
        public String word() {
            return org.shuguan.server.platform.Rows.word(this);
        }

        /// On its way to being published.
        public boolean open() {
            return this == DRAFT || this == SUBMITTED || this == SIGNED;
        }
    }
}
