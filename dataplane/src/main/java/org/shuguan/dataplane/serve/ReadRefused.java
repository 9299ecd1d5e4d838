package org.shuguan.dataplane.serve;

import java.util.Locale;
import java.util.Map;

/// A question that is not answered. It was refused before any SQL was made.
public final class ReadRefused extends Exception {
    private static final long serialVersionUID = 1L;

    /// Why.
    public enum Reason {
        /// the grant gives no such item; whether the resource has it is not told
        NOT_GRANTED,
        /// the item's values are of another type than the question's
        TYPE,
        /// a cursor of another question, or none at all
        CURSOR,
        /// a verification names other items than the grant has
        INCOMPLETE,
        /// the version of the table that the cursor belongs to is not kept any more
        VERSION_GONE,
        /// two versions without the same unique key that is given in clear, or without the granted items
        NOT_COMPARABLE,
        /// no item of the grant is delivered
        ONLY_VERIFIED,
        /// a source that answers no questions has more rows than may be fetched for one
        TOO_MANY;

        /// The lower-case name, the end of the message's code.
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private final Reason reason;
    private final transient Map<String, Object> facts;

    private ReadRefused(Reason reason, Map<String, Object> facts) {
        super(reason.word());
        this.reason = reason;
        this.facts = facts;
    }

    static ReadRefused notGranted(String item) {
        return new ReadRefused(Reason.NOT_GRANTED, Map.of("item", item));
    }

    static ReadRefused type(String item, Condition.Type type) {
        return new ReadRefused(Reason.TYPE, Map.of("item", item, "type", type.word()));
    }

    static ReadRefused cursor() {
        return new ReadRefused(Reason.CURSOR, Map.of());
    }

    static ReadRefused incomplete(String items) {
        return new ReadRefused(Reason.INCOMPLETE, Map.of("items", items));
    }

    static ReadRefused versionGone() {
        return new ReadRefused(Reason.VERSION_GONE, Map.of());
    }

    static ReadRefused notComparable() {
        return new ReadRefused(Reason.NOT_COMPARABLE, Map.of());
    }

    static ReadRefused onlyVerified() {
        return new ReadRefused(Reason.ONLY_VERIFIED, Map.of());
    }

    static ReadRefused tooMany(long most) {
        return new ReadRefused(Reason.TOO_MANY, Map.of("most", most));
    }

    public Reason reason() {
        return reason;
    }

    /// Values for the message: `item`, `type`, `items`, `most`.
    public Map<String, Object> facts() {
        return facts;
    }
}
