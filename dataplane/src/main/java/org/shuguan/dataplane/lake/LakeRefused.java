package org.shuguan.dataplane.lake;

/// The lake cannot do what was asked, for a reason that a person can act on.
public final class LakeRefused extends Exception {
    private static final long serialVersionUID = 1L;

    /// What is wrong.
    public enum Reason {
        /// there is no table of this name
        NO_TABLE,
        /// two columns have names that differ in case only
        SAME_NAMES,
        /// there is no such version, or it was removed by the rule of retention
        NO_VERSION,
        /// another process writes to the table
        BUSY,
        /// the version has rows that another program deleted one by one
        ROW_DELETES,
        /// the source's number of rows is not the number of those kept and of those in quarantine
        COUNTS_DIFFER,
        /// the source delivered no row for the longest permitted time
        STALLED,
        /// the interface delivered a part of its rows only
        PART_ONLY,
        /// none of the columns can be collected
        NO_COLUMNS,
        /// the source's kind has no increments
        NO_INCREMENTS,
        /// the column of the watermark has no numbers, days or times any more
        NO_WATERMARK,
        /// an increment needs a key, and no column of it can be collected
        NO_KEY,
        /// rows are to be added to a version that has other columns
        OTHER_COLUMNS,
        /// the current version lacks a column of the key by which rows are to be removed
        NO_KEY_COLUMN,
        /// a column by which removed rows are known is not collected any more
        KEPT_OUT_UNKNOWN,
        /// it was cancelled before anything changed
        CANCELLED,
        /// rows with removed keys were found again after they had been removed
        NOT_REMOVED,
        /// the engine could not read or write files of the lake
        ENGINE
    }

    private final Reason reason;

    public LakeRefused(Reason reason, String detail) {
        this(reason, detail, null);
    }

    public LakeRefused(Reason reason, String detail, @org.jspecify.annotations.Nullable Throwable cause) {
        super(detail, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    /// The column, table or numbers, without values of rows.
    public String detail() {
        return String.valueOf(getMessage());
    }
}
