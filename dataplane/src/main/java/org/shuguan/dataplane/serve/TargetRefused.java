package org.shuguan.dataplane.serve;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.source.SourceUnreadable;

/// Rows that could not be put into the consumer's table. Nothing of them is there then. Its message names no value.
public final class TargetRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// Why.
    public enum Reason {
        /// the database cannot be reached, or broke off
        AWAY,
        /// user or password are wrong
        CREDENTIALS,
        /// the account may not write the table, or make the one that counts deliveries
        RIGHTS,
        /// the table is not there, and was not to be made
        TABLE,
        /// the table lacks columns
        COLUMNS,
        /// rows are to be changed by a key, but the grant gives none
        KEY,
        /// several rows have the same key
        KEYS,
        /// the table is kept without transactions
        ENGINE,
        /// a value does not fit its column
        VALUE,
        /// a rule of the table refuses a row
        CONSTRAINT,
        /// another program holds the table
        LOCKED,
        OTHER;

        /// The lower-case name, the end of the message's code.
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Reason reason;
    private final transient Map<String, Object> facts;

    TargetRefused(Reason reason, Map<String, Object> facts) {
        this(reason, facts, null);
    }

    TargetRefused(Reason reason, Map<String, Object> facts, @Nullable Throwable cause) {
        super(reason.word(), cause);
        this.reason = reason;
        this.facts = facts;
    }

    static TargetRefused of(SourceUnreadable unreadable) {
        return new TargetRefused(
                switch (unreadable.reason()) {
                    case CREDENTIALS -> Reason.CREDENTIALS;
                    case NO_RIGHTS -> Reason.RIGHTS;
                    case HOST_UNKNOWN,
                            REFUSED,
                            BROKEN_OFF,
                            TIMED_OUT,
                            TOO_MANY_CONNECTIONS,
                            DATABASE_MISSING,
                            DRIVER_MISSING -> Reason.AWAY;
                    default -> Reason.OTHER;
                },
                Map.of("detail", unreadable.detail()),
                unreadable);
    }

    public Reason reason() {
        return reason;
    }

    /// Values for the message: `detail`, `table`, `columns`, `count`, or `row` and `item`.
    public Map<String, Object> facts() {
        return facts;
    }
}
