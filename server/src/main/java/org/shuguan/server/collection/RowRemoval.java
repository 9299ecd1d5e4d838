package org.shuguan.server.collection;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.approval.FourEyes;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.platform.Rows;

/// An order to remove rows from every version of an entry's data, with what came of it.
///
/// @param keyCount number of keys
/// @param found those that rows of the current version had when it was ordered
/// @param job that carries it out, null before it is confirmed
/// @param basis code of the rule `collection.removal-bases`
/// @param orderedForId the holder of the role in whose place it was ordered, null if it was the person's own
/// @param proof JSON, null until it is done
/// @param liftedAt from when on rows with the keys may come again, null if they may not
record RowRemoval(
        UUID id,
        int number,
        UUID plan,
        State state,
        List<String> keyColumns,
        int keyCount,
        int found,
        @Nullable UUID job,
        String basis,
        String reason,
        String orderedBy,
        OfficerId orderedById,
        @Nullable OfficerId orderedForId,
        Instant orderedAt,
        @Nullable String decidedBy,
        @Nullable OfficerId decidedById,
        @Nullable Instant decidedAt,
        @Nullable String refusedBecause,
        @Nullable Instant doneAt,
        @Nullable String proof,
        @Nullable String proofSha256,
        @Nullable String liftedBy,
        @Nullable Instant liftedAt,
        @Nullable String liftedBecause) {
    enum State {
        /// waits for the second person
        ORDERED,
        REFUSED,
        WITHDRAWN,
        /// its job waits or runs
        CONFIRMED,
        DONE;

        @JsonValue
        String word() {
            return Rows.word(this);
        }
    }

    /// Who may not decide about it.
    FourEyes.Party party() {
        return new FourEyes.Party(orderedById, orderedForId);
    }

    /// Whether rows with its keys are kept out of new versions.
    boolean keepsOut() {
        return (state == State.CONFIRMED || state == State.DONE) && liftedAt == null;
    }
}
