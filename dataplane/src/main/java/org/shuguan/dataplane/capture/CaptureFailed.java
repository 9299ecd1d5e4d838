package org.shuguan.dataplane.capture;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Why a capture does not go on.
public final class CaptureFailed extends Exception {
    private static final long serialVersionUID = 1L;

    /// The reasons.
    public enum Reason {
        /// the table is not what it was: a column is gone or has another type, or the key is another one
        DRIFT,
        /// the source no longer has the log from the position on: only a new copy helps
        LOG_GONE,
        /// the source emptied the table by a statement that its log has outside of all transactions, so that no
        /// position is right after it: only a new copy helps
        EMPTIED,
        /// the source cannot be reached, or does not answer: passes by itself
        AWAY,
        /// the source is not set up for it, see [Prerequisite]
        NOT_READY,
        /// another reader has the slot: passes when it ends
        TAKEN,
        /// anything else
        OTHER;

        /// Its lower-case name.
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private final Reason reason;
    private final String detail;

    public CaptureFailed(Reason reason, String detail, @Nullable Throwable cause) {
        super(reason + " " + detail, cause);
        this.reason = reason;
        this.detail = detail;
    }

    public Reason reason() {
        return reason;
    }

    /// What the source or the engine says, without values of rows.
    public String detail() {
        return detail;
    }
}
