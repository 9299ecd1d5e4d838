package org.shuguan.server.exchange;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.Rows;

/// A call as it is recorded.
///
/// @param id the request id that the answer carries
/// @param grant null if the client has none for the resource
/// @param filter what was asked, shortened
/// @param client the client, or the officer who downloads on the grant's page
/// @param result `ok` or the code of the refusal; of downloads and tables `started`, then `finished` or `cut`
/// @param digest SHA-256 of the answer's body
/// @param keyId the key that signed the answer, null if none did
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
record Call(
        Instant at,
        UUID id,
        UUID client,
        String clientName,
        UnitCode consumer,
        @Nullable UUID grant,
        @Nullable String grantNumber,
        @Nullable String owner,
        String resource,
        @Nullable String purpose,
        Action action,
        String filter,
        String fields,
        int rows,
        int status,
        String result,
        int microseconds,
        long bytes,
        byte[] digest,
        @Nullable String keyId,
        String address) {
    /// What was asked for.
    enum Action {
        READ,
        LOOKUP,
        VERIFY,
        /// a file is to be prepared
        FILE,
        /// a file, or a part of it, begins to leave
        DOWNLOAD,
        /// rows are about to be committed in a table of the consumer
        TABLE,
        /// changes; in a stream, those that leave together
        FEED,
        /// how a download or a delivery into a table ended; its filter names the call
        OUTCOME;

        @JsonValue
        String word() {
            return Rows.word(this);
        }
    }
}
