package org.shuguan.dataplane.serve;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A source that gives no answer now. Its message names no value and no address.
public final class SourceAway extends Exception {
    private static final long serialVersionUID = 1L;

    /// Why.
    public enum Reason {
        /// it cannot be reached, or broke off
        DOWN(10),
        /// as many questions are asked as it may be asked at once
        BUSY(1),
        /// it failed so often that it is not asked for a while
        RESTING(10),
        /// the question took too long
        SLOW(5),
        /// the table or a column is not there any more, or may not be read
        CHANGED(600);

        private final int retrySeconds;

        Reason(int retrySeconds) {
            this.retrySeconds = retrySeconds;
        }

        /// The lower-case name, the end of the message's code.
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /// When it is worth asking again, in seconds.
        public int retrySeconds() {
            return retrySeconds;
        }
    }

    private final Reason reason;

    public SourceAway(Reason reason, @Nullable Throwable cause) {
        super(reason.word(), cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
