package org.shuguan.dataplane.serve;

import java.util.Locale;

/// The text of a filter that cannot be read.
public final class FilterUnreadable extends Exception {
    private static final long serialVersionUID = 1L;

    /// Why.
    public enum Reason {
        /// the name of an item is expected
        ITEM,
        /// an operator is expected: `= <> < <= > >= in prefix is`
        OPERATOR,
        /// a value is expected; texts are in single quotes
        VALUE,
        /// the values of a list are of different types
        MIXED,
        /// the operator does not take this type
        TYPE,
        /// a quote or parenthesis is not closed
        OPEN,
        /// `and` or the end is expected
        AND,
        /// too long, or too many conditions or values
        TOO_LONG;

        /// The lower-case name, the end of the message's code.
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private final Reason reason;
    private final int at;

    FilterUnreadable(Reason reason, int at) {
        super(reason.word() + " at " + at);
        this.reason = reason;
        this.at = at;
    }

    public Reason reason() {
        return reason;
    }

    /// The place in the text, in characters from 1.
    public int at() {
        return at;
    }
}
