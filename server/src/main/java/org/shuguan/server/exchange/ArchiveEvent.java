package org.shuguan.server.exchange;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.audit.Audited;

/// The calls of a month are moved.
///
/// @param calls number in the file, null while there is none
/// @param sha256 of the file, hexadecimal, null while there is none
record ArchiveEvent(
        What what,
        String month,
        @Nullable Long calls,
        @Nullable String sha256) implements Audited {
    /// Whereto.
    enum What {
        /// it has begun, into the file
        ARCHIVE("exchange.archive"),
        /// into the file; the audit record keeps its hash
        ARCHIVED("exchange.archived"),
        /// it has begun, into the database again
        BRING("exchange.archive-bring"),
        /// into the database again
        BACK("exchange.archive-back"),
        /// they are in the file alone again
        AWAY("exchange.archive-away");

        private final String action;

        What(String action) {
            this.action = action;
        }
    }

    static ArchiveEvent of(What what, ArchivedMonth month) {
        return new ArchiveEvent(what, month.month(), month.calls(), month.digest());
    }

    @Override
    public String action() {
        return what.action;
    }

    @Override
    public String subject() {
        return "calls of " + month;
    }

    @Override
    public Map<String, ?> facts() {
        return calls == null || sha256 == null ? Map.of() : Map.of("calls", calls, "sha256", sha256);
    }
}
