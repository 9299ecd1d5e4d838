package org.shuguan.dataplane.serve;

import java.util.Locale;
import java.util.Map;

/// Rows that a file of this format cannot hold as they are. Nothing is replaced or left out in silence: there is no
/// file then.
public final class RowsUnwritable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// Why.
    public enum Reason {
        /// more rows than a sheet has
        ROWS,
        /// a character that the encoding or the format does not have
        CHARACTER,
        /// a text that is longer than a cell may be
        CELL,
        /// a larger file than is allowed
        SIZE;

        /// The lower-case name, the end of the message's code.
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Reason reason;
    private final transient Map<String, Object> facts;

    private RowsUnwritable(Reason reason, Map<String, Object> facts) {
        super(reason.word() + " " + facts);
        this.reason = reason;
        this.facts = facts;
    }

    static RowsUnwritable rows(long most) {
        return new RowsUnwritable(Reason.ROWS, Map.of("most", most));
    }

    /// @param row counted from 1
    static RowsUnwritable character(long row, String item, int character) {
        return new RowsUnwritable(
                Reason.CHARACTER, Map.of("row", row, "item", item, "character", "U+%04X".formatted(character)));
    }

    static RowsUnwritable cell(long row, String item, int most) {
        return new RowsUnwritable(Reason.CELL, Map.of("row", row, "item", item, "most", most));
    }

    static RowsUnwritable size(long megabytes) {
        return new RowsUnwritable(Reason.SIZE, Map.of("megabytes", megabytes));
    }

    public Reason reason() {
        return reason;
    }

    /// Values for the message: `most`, or `row`, `item` and `character`, or `megabytes`. They tell no value of a row
    /// but the one character.
    public Map<String, Object> facts() {
        return facts;
    }
}
