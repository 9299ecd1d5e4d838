package org.shuguan.server.collection;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.platform.Rows;

/// A batch of rows that a machine client sent.
///
/// @param idempotencyKey the sender's name for it
/// @param sha256 of the body, in hexadecimal digits
/// @param bytes length of the body
/// @param ignored names in it that no item of the entry has
/// @param run the collection that takes it, null before
/// @param version the version of the lake that has its rows, null before
/// @param runKept rows of that collection, which may be of several batches, that are in the version
/// @param runQuarantined rows of that collection that are in quarantine
record Batch(
        UUID id,
        UUID plan,
        UUID client,
        String clientName,
        String idempotencyKey,
        String sha256,
        int records,
        long bytes,
        List<String> ignored,
        Instant receivedAt,
        @Nullable UUID run,
        State state,
        @Nullable String version,
        @Nullable Long runKept,
        @Nullable Long runQuarantined,
        @Nullable String problem,
        @Nullable String problemDetail) {
    enum State {
        /// for the collection before it to end
        WAITING,
        COLLECTING,
        COLLECTED,
        /// its collection failed; the next one takes it along
        FAILED;

        @JsonValue
        String word() {
            return Rows.word(this);
        }
    }
}
